"""Exercises: what people do themselves, at the keyboard, on paper and in class.

    from lernmi.exercises import check

    check(MyLink)

ladder.py         the twelve exercises; _files and _solutions have their texts
checker.py        Links, Neurons, networks and error functions, put into real networks
functions.py      functions that are to be written
derivatives.py    slopes and sensitivities, by trying
homework.py       numbers that were computed on paper
diagnosis.py      which mistake is it?
catalogue.py      the mistakes
recipes.py        every step, in the right way or another one
trials.py         the small networks
examine.py        one file of a learner's, or one thing in a notebook
sandbox.py        a learner's file in a process of its own, with limits
classroom.py      the files of a folder, and the folders of a class
sheets.py         work sheets and cards, to be printed (sheet_numbers, sheet_picture, sheet_texts)
"""

from lernmi.exercises.examine import check

__all__ = ["check"]
