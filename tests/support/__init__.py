"""Helpers for several tests: other number types, random networks, other Pythons."""
