"""Keep what was learned.

    from lernmi.files import load, save

    save("xor.json", network)
    network = load("xor.json")

networks.py       a network as a JSON file that people can read and edit
checkpoints.py    a training under way, so that it can go on as if nothing had stopped it
plain_python.py   a network as a few lines of Python that need no lernmi
preparations.py   how rows of a table become numbers, as JSON
numbers.py        numbers as JSON, exactly
checks.py         what stands in a file, looked at place by place
documents.py      JSON texts that say what they hold, and in which version
"""

from lernmi.files.checkpoints import resume, save_every
from lernmi.files.networks import load, load_preparation, save
from lernmi.files.plain_python import to_python

__all__ = ["load", "load_preparation", "resume", "save", "save_every", "to_python"]
