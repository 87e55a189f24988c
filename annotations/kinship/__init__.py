"""Articles that are the same story: recognised on arrival, decided by a person."""
