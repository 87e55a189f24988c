"""Who has an article open just now."""

from annotations.presence.seen import leave, others_in, purge, see

__all__ = ["leave", "others_in", "purge", "see"]
