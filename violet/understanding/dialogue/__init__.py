"""What an act means in its conversation: from the state and the act to the intent."""
