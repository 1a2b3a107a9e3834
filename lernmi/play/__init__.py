"""Play: a live page on which you can touch a network while it learns.

    session.py      live objects that answer the page's messages
    timeline.py     a training that you walk through forwards and back
    showing.py      what the page shows of a training, as data
    reasons.py      what it says about a Link or a Neuron, with curves
    recipes.py      what to learn, as words and numbers that fit into an address
    situations.py   questions, each with one thing to move
    stage.py        the networks and the numbers of the situations
    held.py         Links that hold their weight
    judging.py      how many points are right, and which weight will change most
    bits.py         the exact bits of the weights, for an address
    places.py       one Python for all that a page in a browser shows
    desk.py         the exercises in a page: checks what a learner has written
    own_classes.py  keeps lernmi's classes as they are while a learner's file runs
    task_texts.py   what the exercise page shows without Python
    starting.py     play(): opens the page
    server.py       the web server of the page, for this computer only
    standing.py     where lernmi has stopped in a debugger
    sentences.py    the sentences
    page/           the page itself

The page only draws. All its numbers and sentences come from the real Neurons and Links.
"""

from lernmi.play.session import Session
from lernmi.play.starting import play

__all__ = ["Session", "play"]
