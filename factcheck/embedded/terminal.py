"""Words for the person who typed the command."""

import sys


def say(text: str) -> None:
    """Print `text` as one or more whole lines, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
