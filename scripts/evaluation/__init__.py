"""The evaluation of the concierge: labelled turns and conversations in, scores out. See docs/evaluation.md."""
