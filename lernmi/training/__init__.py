"""Training as people know it, around the core.

activations.py      softplus, elu, silu, gelu, sine
error_functions.py  cross-entropies, hinge, absolute; probabilities
initial_weights.py  He's, normal, zeros
nudging.py          momentum, penalties, Adam
schedules.py        learning rates that change
stopping.py         early stopping
measures.py         how well a network does
records.py          the history as a table
census.py           how often it learns, from many starts
ready_made.py       activations, error functions and starting weights by name
"""
