"""Replies: cards become words, by a model or a template, and every word is checked against the cards."""
