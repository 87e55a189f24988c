"""The only way out to the web."""

from annotations.fetching.client import Fetched, fetch
from annotations.fetching.errors import FetchError
from annotations.fetching.exchange import Hop

__all__ = ["FetchError", "Fetched", "Hop", "fetch"]
