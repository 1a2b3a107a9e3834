"""What the eight files of the core rely on, and nobody has to read to learn how learning works.

texts.py         names and values in messages
naming.py        ready-made functions, found by name when a network is copied
judging.py       what an error function refuses to judge
numbers.py       is this a number, and does it go with the others?
turns.py         one thread at a time
parts.py         finding a Network's Neurons and Links; all weights at once; copies
checks.py        what a Network refuses, before it changes anything
samples.py       what a Trainer learns from
records.py       what a training found: a record for each epoch
interrupts.py    Ctrl-C, held back while an engine works
engines.py       who does the arithmetic; the engine "links"
states.py        pause and resume
whole_epochs.py  an epoch that diverges is undone
"""
