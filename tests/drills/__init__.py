"""Drills on the whole product: what can be killed is killed, and what is lost is counted."""
