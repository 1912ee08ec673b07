"""Open data of a city as places of a campus: which data sets a campus takes, and how a row becomes a place. Pure."""
