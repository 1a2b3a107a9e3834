"""Play: a live page on which you can touch a network while it learns.

timeline.py   a training that you walk through forwards and back
session.py    live objects that answer the page's messages
starting.py   play(): opens the page
server.py     the web server of the page, on this computer only
standing.py   where lernmi stands in a debugger
recipes.py    what to learn, as words and numbers that fit into an address
situations.py questions, each with one thing to move; stage.py has their networks and numbers
held.py       Links that hold their weight
judging.py    how many points are right, and which weight will change most
bits.py       the exact bits of the weights, for an address
sentences.py  the sentences
page/         the page itself
"""

from lernmi.play.session import Session
from lernmi.play.starting import play

__all__ = ["Session", "play"]
