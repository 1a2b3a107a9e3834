"""Exercise 1: one Link, on paper (10 minutes)

    x1 --(0.5)--> y1        and a bias b1 --(0.25)--> y1

x1 gives 2. The Link multiplies by its weight, 0.5. The bias always gives 1, and
its Link has the weight 0.25. y1 adds what both deliver, and gives that as its
output (its activation is "identity"). Expected is 1. The learning rate is 0.1.

Do it on paper, in this order, and put your numbers in place of None:

- total input and output of y1
- the error: half of (output - expected) squared
- the sensitivity of y1: output - expected. How many times as much does the
  error change if the output changes a little?
- the weight sensitivity of each Link: y1's sensitivity x what the Link's input
  Neuron gave (the slope of "identity" is 1)
- the new weights: weight - learning rate x weight sensitivity

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/01_one_link.py
"""

numbers = {
    "total input of y1": None,
    "output of y1": None,
    "error": None,
    "sensitivity of y1": None,
    "weight sensitivity of b1->y1": None,
    "weight sensitivity of x1->y1": None,
    "new weight of b1->y1": None,
    "new weight of x1->y1": None,
}
