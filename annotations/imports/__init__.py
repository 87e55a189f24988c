"""Bringing articles in: accept, read, revise."""
