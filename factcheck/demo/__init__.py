"""The demo newsroom's publisher: three articles on a small web site of this machine's own."""
