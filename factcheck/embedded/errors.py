"""What the embedded servers refuse, in one sentence for the person at the terminal."""


class CannotStartError(RuntimeError):
    """Start-up cannot go on; the message is one sentence that says what to do."""
