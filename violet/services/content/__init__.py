"""Content: the documents of editors, on their way to what students see, and what of them is published."""
