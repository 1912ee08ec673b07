"""Answers: one module per kind of intent turns it into cards, facts and words."""
