"""The campus guide: hand-kept places, events and names, read from TOML and checked before use."""
