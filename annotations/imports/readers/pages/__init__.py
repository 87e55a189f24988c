"""Reading web pages: from bytes to blocks, story and furniture, and what the page says of itself."""
