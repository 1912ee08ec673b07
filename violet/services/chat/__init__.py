"""The chat: one turn from message to answer, the conversation it belongs to, and the words of the reply."""
