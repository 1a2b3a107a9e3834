"""Keep what was learned.

    from lernmi.files import load, save

    save("xor.json", network)
    network = load("xor.json")

networks.py  a network as a JSON file that people can read and edit
numbers.py   numbers as JSON, exactly
writing.py   a file that is there as a whole, or not at all
"""

from lernmi.files.networks import load, save

__all__ = ["load", "save"]
