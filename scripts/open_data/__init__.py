"""Places of the guide from a city's open data. See scripts/guide_from_open_data.py."""
