"""Play: a live page on which you can touch a network while it learns.

timeline.py   a training that you walk through forwards and back
session.py    live objects that answer the page's messages
starting.py   play(): opens the page
server.py     the web server of the page, on this computer only
standing.py   where lernmi stands in a debugger
recipes.py    what to learn, as words and numbers that fit into an address
bits.py       the exact bits of the weights, for an address
sentences.py  the sentences
page/         the page itself
"""

from lernmi.play.session import Session
from lernmi.play.starting import play

__all__ = ["Session", "play"]
