"""Exercises: what people do themselves, on paper and in class."""
