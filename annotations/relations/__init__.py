"""How claims stand to each other, and verdicts taken over from earlier checks."""
