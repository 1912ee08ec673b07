"""What a turn and its answer are made of."""
