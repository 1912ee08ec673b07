"""Sentence embeddings: the model, one thread that runs it, and the vectors that come with the guide."""
