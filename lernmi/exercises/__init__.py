"""Exercises to do yourself: at the keyboard, on paper and in class.

    from lernmi.exercises import check

    check(MyLink)

ladder.py         the twelve exercises; their files are in _files and _solutions
achievements.py   what a learner has achieved with each exercise
checker.py        checks Links, Neurons, networks and error functions in real networks
functions.py      checks functions that learners write
derivatives.py    checks slopes and sensitivities by measuring
homework.py       checks numbers from paper
on_paper.py       the same for exercises, without giving the right number away
diagnosis.py      finds the mistake that leads to wrong numbers
catalogue.py      the mistakes that lernmi recognises
questions.py      a question about each mistake
recipes.py        every step of learning, right or with a mistake
trials.py         the small networks
calculations.py   the calculation that a learner's code really does
one_step.py       a learning step with a learner's code, moment by moment
reports.py        how a verdict looks
examine.py        checks a learner's file, or something in a notebook
sandbox.py        runs a learner's file in a separate process, with limits
same_process.py   runs it in this process, where there are no others
puzzles.py        lines to put into order, and numbers to predict
classroom.py      the folder of a learner, and the folder of a class
sheets.py         worksheets and cards to print (sheet_numbers, sheet_picture, sheet_texts)
"""

from lernmi.exercises.examine import check

__all__ = ["check"]
