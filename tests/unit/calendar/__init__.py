"""Free time as arithmetic."""
