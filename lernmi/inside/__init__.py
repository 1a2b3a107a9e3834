"""Looking inside: every number can say where it came from.

    moments.py    one learning step, as a sequence of small records
    explain.py    a Link, a Neuron or a whole network explained, with the numbers put in
    shares.py     whose fault is it? which Links the error comes down through
    check.py      is backpropagation right? each weight sensitivity beside a measured one
    algebra.py    the same as formulas (needs SymPy)
    doctor.py     what is wrong with a network that does not learn
    what_if.py    how the error changes as one weight, or two, change
    table.py      one learning step as a table, or as a work sheet
    diagram.py    a network drawn, as SVG or as text
    replay.py     a training as a page to go through, forwards and back; the page is in page/
    notebook.py   all of these in a notebook
    formulas.py   what activations do, with the numbers put in
    dual.py       numbers that carry their own change along
    numbers.py    numbers for people to read, so that what is shown can be checked by hand
    sentences.py  all sentences

Nothing here does the arithmetic of learning: the real Neurons and Links do.
"""
