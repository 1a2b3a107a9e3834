"""What can be typed after each verb: its help and its options, in modules that are quick to import.

Each module has one function, `describe(verb)`. What the verb does is in the module of the same name
in the folder above, which is imported only when it is to be done.
"""
