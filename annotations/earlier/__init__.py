"""Fact-checks of others: received, kept with their publisher's own rating, never shown as ours."""

from annotations.earlier.asked import import_list, import_pasted
from annotations.earlier.receive import receive

__all__ = ["import_list", "import_pasted", "receive"]
