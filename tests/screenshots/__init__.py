"""`make screenshots`: every picture of the documentation, from a newsroom that does what the tutorials tell."""
