"""Numbers of the newsroom, each with the list it counts."""
