"""Who has an article open just now."""
