"""Fact-checks of others: received, kept with their publisher's own rating, never shown as ours."""
