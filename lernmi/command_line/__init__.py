"""The command line, `python -m lernmi`: it needs only the standard library."""
