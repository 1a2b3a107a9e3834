"""Writing: files that are complete or unchanged, and text that is safe to show."""
