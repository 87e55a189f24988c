"""What to tell whom, in the app and by mail; derived from history."""
