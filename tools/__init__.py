"""What makes the project's own parts; not installed with it."""
