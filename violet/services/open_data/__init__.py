"""Open data as places of a campus: read when its time has come, kept in the database, put on top of the pack."""
