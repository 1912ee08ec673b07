"""Places as people see them: cards, hours, links, photos, and what the guide knows of them."""
