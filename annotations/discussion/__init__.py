"""Threads on a claim: asking, answering, calling somebody, resolving."""
