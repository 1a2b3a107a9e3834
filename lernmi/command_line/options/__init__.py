"""The help and the options of each command, in modules that are quick to import.

Each module has a function `describe(verb)`. The module with the same name in the folder above does
the work. lernmi imports it only when the command runs.
"""
