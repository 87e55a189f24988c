"""PostgreSQL and Redis from Python packages, for trying the product out and for tests."""
