"""The chat and the quick actions over HTTP, with the guide as provider and a clock that stands still."""
