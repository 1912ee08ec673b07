"""Google Maps Platform: Places (New), Routes and Geocoding."""
