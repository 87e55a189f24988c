"""What bodies and answers look like, for OpenAPI. Rooms check; nothing is serialized with these."""
