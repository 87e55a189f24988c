"""Legal matters, holds and dossiers."""
