"""Where a page draws each Neuron and Link, and what it calls them."""

from __future__ import annotations

from typing import Any

from lernmi.inside.diagram import (
    COLUMN,
    MARGIN,
    RADIUS,
    ROW,
    columns_of,
    drawn_links,
    number_places,
    role_of,
)
from lernmi.network import Network
from lernmi.neuron import BiasNeuron


def layout_of(network: Network) -> dict[str, Any]:
    """Return the places of the drawn Neurons and Links, as data for JSON.

    columns, rows: how many there are. roles: the name of each column, such as "inputs".
    neurons: each with its name, its kind ("bias" or the activation's name), its column and row,
        from 0; rows may be halves.
    left_out: for each gap in a column, its column, row, and how many Neurons are not drawn.
    links: each with its name, the numbers of its two Neurons in `neurons`, and where its weight
        has room: the fraction of the way from the first to the second.
    """
    columns = columns_of(network)
    neurons: list[dict[str, Any]] = []
    left_out = []
    indices: dict[int, int] = {}
    places = {}
    for number, column in enumerate(columns):
        for place in column:
            row = (place.y - MARGIN) / ROW
            if place.neuron is None:
                left_out.append({"column": number, "row": row, "count": place.left_out})
                continue
            neuron = place.neuron
            kind = "bias" if isinstance(neuron, BiasNeuron) else neuron.activation.name
            indices[id(neuron)] = len(neurons)
            places[id(neuron)] = place
            neurons.append({"name": neuron.name, "kind": kind, "column": number, "row": row})
    links = []
    for drawn in drawn_links(network):
        ends = [(places[id(link.input_neuron)], places[id(link.output_neuron)]) for link in drawn]
        for link, (start, _), (x, _) in zip(drawn, ends, number_places(ends)):
            fraction = (x - start.x - RADIUS) / (COLUMN - 2 * RADIUS)
            links.append(
                {
                    "name": link.name,
                    "from": indices[id(link.input_neuron)],
                    "to": indices[id(link.output_neuron)],
                    "at": round(fraction, 3),
                }
            )
    return {
        "columns": len(columns),
        "rows": max([len(column) for column in columns]),
        "roles": [role_of(number, len(columns)) for number in range(len(columns))],
        "neurons": neurons,
        "left_out": left_out,
        "links": links,
    }
