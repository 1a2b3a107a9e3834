"""Exercises: what learners do themselves, at the keyboard, on paper and in class.

    from lernmi.exercises import check

    check(MyLink)

ladder.py         the twelve exercises, with the texts in _files and _solutions
checker.py        checks Links, Neurons, networks and error functions in real networks
functions.py      checks functions that learners write
derivatives.py    checks slopes and sensitivities, by trying
homework.py       checks numbers from paper
diagnosis.py      finds out which mistake it is
catalogue.py      the mistakes
recipes.py        every step of learning, done rightly or with a mistake
trials.py         the small networks
examine.py        one file of a learner, or one object in a notebook
sandbox.py        runs a learner's file in a separate process, with limits
classroom.py      the files in a folder, and the folders of a class
sheets.py         work sheets and cards to print (sheet_numbers, sheet_picture, sheet_texts)
"""

from lernmi.exercises.examine import check

__all__ = ["check"]
