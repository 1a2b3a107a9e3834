"""Exercise 9: take the bias away (20 minutes)

Two inputs and one output Neuron with sigmoid, but no bias: the total input is
just x1 × w1 + x2 × w2. An output above 0.5 counts as 1. It is above 0.5 exactly
when the total input is above 0.

1. What is the output if both inputs are 0, whatever the weights are? Put it
   in place of None.
2. Forget that row. Which of these gates can be right in all their other rows,
   with suitable weights? Answer each with True or False. (Which signs would w1,
   w2 and w1 + w2 need?)
3. With a bias, a single Neuron can learn AND, OR and NAND, but not XOR. Why
   does XOR need hidden Neurons? Choose a letter, in quotes, such as "a":
   a) XOR has more rows than the others
   b) each input alone should raise the output, and both together should lower
      it again; but if a sum rises with x1 and rises with x2, it rises even
      more with both
   c) sigmoid can't output 0
   d) its starting weights are too small

Change the weights in the last line and run this file to try your own.

To check it, type this where you typed `exercises FOLDER` (Windows: py instead
of python3):
    python3 -m lernmi check FOLDER/09_bias.py
To run it:
    python3 -m FOLDER.09_bias
(The Run button of an editor works, too, if lernmi is installed.)
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
