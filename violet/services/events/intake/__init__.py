"""How events come in: sources asked, announcements made uniform, kept, merged, and how fresh all that is."""
