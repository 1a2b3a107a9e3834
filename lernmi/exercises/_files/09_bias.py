"""Exercise 9: take the bias away (20 minutes)

Two inputs, one output Neuron with sigmoid, and no bias: the total input is only
x1 x w1 + x2 x w2. The output counts as 1 if it is above 0.5, that is, if the
total input is above 0.

1. What is the output when all inputs are 0, whatever the weights are? Put it in
   place of None.
2. Forget that row. Which of these gates can still be right in all their other
   rows, with some weights? True or False for each. (Which sign would w1, w2 and
   w1 + w2 need?)
3. With a bias, AND, OR and NAND can all be learned, but XOR can't. Why does it
   need hidden Neurons? Choose a letter, in quotes, such as "a":
   a) XOR has more rows than the others
   b) each input alone should raise the output, and both together should lower
      it again; but a sum that rises with x1 and rises with x2 rises even more
      with both
   c) sigmoid can't give 0
   d) its starting weights are too small

Run this file to try your own weights.

Check it, where `exercises FOLDER` was typed (Windows: py, not python3):
    python3 -m lernmi check FOLDER/09_bias.py
Run it there:
    python3 -m FOLDER.09_bias
"""

output_of_zeros = None

right_in_other_rows = {
    "not": None,
    "and": None,
    "or": None,
    "nand": None,
    "xor": None,
}

why_xor_needs_hidden_neurons = None


def says(weights, inputs):
    """Return what a Neuron without a bias says: 1, 0, or "can't tell"."""
    total_input = 0
    for weight, number in zip(weights, inputs):
        total_input += weight * number
    return "can't tell" if total_input == 0 else int(total_input > 0)


if __name__ == "__main__":
    for inputs in ([0, 0], [0, 1], [1, 0], [1, 1]):
        print(inputs, says([1.0, -2.0], inputs))
