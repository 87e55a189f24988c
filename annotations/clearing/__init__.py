"""Our own copy cleared at a named revision; checked articles signed off as a whole."""
