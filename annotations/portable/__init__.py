"""A newsroom in one file that any PostgreSQL and any later Factcheck can read: out, and back into an empty one."""

from annotations.portable.archive import Unfit
from annotations.portable.arriving import import_newsroom
from annotations.portable.leaving import export_newsroom

__all__ = ["Unfit", "export_newsroom", "import_newsroom"]
