"""violet: the backend of VioletVibes, a campus concierge for students."""

__version__ = "1.0.0"
