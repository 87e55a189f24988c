"""The only way out to the web."""

from annotations.fetching.client import Fetched, fetch
from annotations.fetching.errors import FetchError

__all__ = ["FetchError", "Fetched", "fetch"]
