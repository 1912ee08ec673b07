"""SQLAlchemy tables, one file per aggregate. Imported as a whole so that Alembic sees every table."""
