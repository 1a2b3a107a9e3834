"""Pictures with Matplotlib: pip install matplotlib.

canvas.py     an empty figure in lernmi's colours, and files
training.py   the error curve, the census of seeds
plane.py      what a network says of every point of the plane, and how it came to say so
inside.py     weights as heat maps and as images, outputs and sensitivities layer by layer
answers.py    what is taken for what

Each is one call and returns a Matplotlib figure: `figure.savefig("name.png")`. (Only the moving
picture in plane.py is an animation.) Without Matplotlib, each raises ImportError and says what to
install.
"""
