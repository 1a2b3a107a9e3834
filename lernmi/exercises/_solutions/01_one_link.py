"""Exercise 1, solved."""

numbers = {
    "total input of y1": 1.25,
    "output of y1": 1.25,
    "error": 0.03125,
    "sensitivity of y1": 0.25,
    "weight sensitivity of b1->y1": 0.25,
    "weight sensitivity of x1->y1": 0.5,
    "new weight of b1->y1": 0.225,
    "new weight of x1->y1": 0.45,
}
