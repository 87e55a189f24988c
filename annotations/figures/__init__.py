"""What claims state in figures, as data: values with their scope, and how figures of one quantity stand to each other."""
