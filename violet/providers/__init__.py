"""The outside world: clients of third-party APIs, and the embedded campus guide that stands in for them."""
