"""Feeds: subscribe, poll politely, import each entry once."""
