"""A warm engine for notebooks: what they import is imported once, each runs in a process of its own."""
