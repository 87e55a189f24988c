"""The process supervisor of ``make run``."""
