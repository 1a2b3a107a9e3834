"""The command line, `python -m lernmi`: for this, too, the standard library suffices."""
