"""Benchmarks: ratios against a bare Django and DRF on the same servers, in the same run."""
