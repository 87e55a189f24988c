"""Real servers, a live stack and a browser for the tests."""
