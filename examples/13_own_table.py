"""Your own table: a CSV file with numbers and words, as a spreadsheet writes it.

This one is `iris.csv`, next to this file: four lengths of 150 iris flowers, in cm, and the species
of each. For another table, only the names change.
"""

from pathlib import Path

from lernmi import Network, Trainer
from lernmi.data import Preparation, read_table
from lernmi.functions import identity, probabilities, softmax_cross_entropy, tanh
from lernmi.training import accuracy, confusions, results

table = read_table(Path(__file__).with_name("iris.csv"))
print(f"{len(table.rows)} rows; columns: {', '.join(table.columns)}")
training, test = table.split(0.2)
preparation = Preparation(training, expected="species")

# One input for each column, and one output for each species. The Neurons are named after them.
network = Network(
    [len(preparation.input_names), 6, len(preparation.output_names)],
    activation=tanh,
    output_activation=identity,
    error=softmax_cross_entropy,
    input_names=preparation.input_names,
    output_names=preparation.output_names,
)
trainer = Trainer(network, learning_rate=0.05, measures=[accuracy])
history = trainer.train(preparation.samples(training), 50)
print(f"After 50 epochs, {100 * history[-1].measures['accuracy']:.1f} % are right in training.")

print()
print(f"The {len(test.rows)} flowers that it never saw:")
counts = confusions(results(network, preparation.samples(test)))
names = preparation.output_names
for (expected, predicted), count in sorted(counts.items()):
    note = "" if expected == predicted else "   <- wrong"
    print(f"   {count:2} × {names[expected]}, predicted {names[predicted]}{note}")

print()
print("A new flower:")
flower = {"sepal length": 6.1, "sepal width": 2.9, "petal length": 4.8, "petal width": 1.7}
outputs = network.propagate(preparation.inputs_for(flower))
for name, probability in zip(names, probabilities(network, outputs)):
    print(f"   {name}: {100 * probability:.1f} %")
print(f"Prediction: {preparation.answer(outputs)}.")

print()
print("A cell that isn't a number:")
flower["petal width"] = "1.7 cm"
try:
    preparation.inputs_for(flower)
except ValueError as problem:
    print(f"   {problem}")
print()
print("Try this: which column alone predicts best? ignore=[..] leaves columns out.")
