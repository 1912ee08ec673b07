"""Names of rooms: generated from listed words; those that people give are looked through for what offends."""
