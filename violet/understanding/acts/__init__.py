"""What a person is doing with a message, given what was said and shown before."""
