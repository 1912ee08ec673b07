"""What every route stands on: who may call and how often, sessions, errors, JSON, and the API's own documentation."""
