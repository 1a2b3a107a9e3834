"""Exercise 7, solved."""

from lernmi import Link, Network
from lernmi.inside.check import check_gradients


class MyLink(Link):
    """A Link of my own."""

    def backpropagate(self):
        """Find the sensitivities, and send the input Neuron its share."""
        output_neuron = self.output_neuron
        output_sensitivity = output_neuron.sensitivity * output_neuron.slope
        weight_sensitivity = output_sensitivity * self.input_neuron.output
        sent_back = output_sensitivity * self.weight
        self.output_sensitivity = output_sensitivity
        self.weight_sensitivity += weight_sensitivity
        self.input_neuron.receive_sensitivity(sent_back)


if __name__ == "__main__":
    # Compare each weight sensitivity with one found by trying.
    mine = Network([2, 3, 1], link_type=MyLink)
    print(check_gradients(mine, [([0.5, -1.0], [1.0])]))
