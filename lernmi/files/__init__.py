"""Save and load networks, and pause and resume training.

    from lernmi.files import load, save

    save("xor.json", network)
    network = load("xor.json")

networks.py       a network as a JSON file that you can read and edit
checkpoints.py    an unfinished training as a file, to resume exactly
digests.py        recognise the samples of a checkpoint
plain_python.py   a network as a few lines of Python that don't need lernmi
preparations.py   a Preparation (how table rows become numbers) as JSON
numbers.py        numbers as JSON, exactly
checks.py         checks for values in a file
documents.py      JSON documents with a format and a version
"""

from lernmi.files.checkpoints import resume, save_every
from lernmi.files.networks import load, load_preparation, save
from lernmi.files.plain_python import to_python

__all__ = ["load", "load_preparation", "resume", "save", "save_every", "to_python"]
