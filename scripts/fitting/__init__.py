"""How the head of understanding is fitted: its sentences, its turns, and the two fits."""
