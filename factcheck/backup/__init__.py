"""One newsroom, database and files, in one file, and back."""
