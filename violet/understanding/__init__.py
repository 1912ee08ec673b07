"""A message and its conversation become an `Intent`. Pure: same input, same output, no clock, no network."""
