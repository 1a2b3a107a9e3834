"""What lernmi writes: files that are whole or as they were, and text that is safe to show."""
