"""What is on: events gathered from the sources, made uniform, merged, kept fresh and searched."""
