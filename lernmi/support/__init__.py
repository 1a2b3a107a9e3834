"""Input checks and other services of the core. You can understand learning without them.

texts.py         names and values in messages
naming.py        copies and pickles keep the same sigmoid
judging.py       outputs and expected numbers that an error function can't judge
numbers.py       number checks; NumPy numbers become plain Python numbers
turns.py         one thread at a time
parts.py         find a Network's Neurons and Links, set all weights, copy the network
checks.py        what a Network checks before it changes anything
stored.py        samples that are known to be good, stored compactly
samples.py       checks of the samples that a Trainer gets
records.py       the history: one record for each epoch
interrupts.py    Ctrl-C waits until all Links are nudged
engines.py       what an engine is; the engine "links"
states.py        pause and resume training
whole_epochs.py  undo an epoch that diverged
"""
