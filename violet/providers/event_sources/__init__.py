"""Where events come from: one module per source. Each turns what it reads into `Event` and rejects what it cannot."""
