"""Everything ready-made that a Network or a Trainer takes.

activations.py      softplus, elu, silu, gelu, sine
error_functions.py  cross-entropies, hinge, absolute; probabilities
initial_weights.py  He's, normal, zeros
nudging.py          momentum, penalties, Adam
schedules.py        learning rates that change
ready_made.py       activations, error functions and starting weights by name
"""
