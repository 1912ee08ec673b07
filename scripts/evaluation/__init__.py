"""The evaluation of the concierge: labeled turns and conversations in, scores out. See docs/evaluation.md."""
