"""violet: the backend of VioletVibes, a campus concierge for NYU students."""
