"""The live page works in Firefox, too, with the same bits: there, the page tests itself."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from support.firefox import WHY_NO_FIREFOX, firefox_at

from lernmi import Trainer
from lernmi.play import Session
from lernmi.play.bits import bits_of
from lernmi.play.recipes import read_recipe
from lernmi.play.server import Asset, PlayServer
from lernmi.play.session import VERBS

CHECK = Path(__file__).parent / "firefox_check.mjs"
# Much more than Firefox needs to start, unless something hangs.
SECONDS = 90


def bits_after(steps: int) -> str:
    """Return the bits of the default network's weights after so many steps of a Trainer."""
    recipe = read_recipe({})
    network = recipe.network()
    trainer = Trainer(network, learning_rate=recipe.rate, seed=recipe.seed)
    training = trainer.start(recipe.samples())
    for _ in range(steps):
        training.step()
    return bits_of(network.weights)


@pytest.mark.slow
@pytest.mark.skipif(bool(WHY_NO_FIREFOX), reason=WHY_NO_FIREFOX)
def test_forwards_play_and_back_have_the_bits_of_a_trainer(monkeypatch, tmp_path):
    server = PlayServer(Session)
    page = server.assets["/"]
    script = b'<script type="module" src="./check.mjs"></script>'
    # Before the page's own script, which takes the token out of the address.
    content = page.content.replace(b'<script type="module"', script + b'<script type="module"', 1)
    server.assets["/"] = Asset(page.kind, content)
    server.assets["/check.mjs"] = Asset("text/javascript", CHECK.read_bytes())
    reported = {}

    def report(session, found):
        reported.update(found)
        server.has_ended = True
        return {}

    monkeypatch.setitem(VERBS, "report", report)
    stop = threading.Timer(SECONDS, lambda: setattr(server, "has_ended", True))
    with firefox_at(server.address, tmp_path) as printed:
        stop.start()
        try:
            server.work()
        finally:
            stop.cancel()
            server.end()
    assert reported, printed[0]
    assert "Firefox" in reported["agent"]
    assert reported["problems"] == []
    steps = []
    for what in ("forwards", "played", "back", "again"):
        address = {name: values[0] for name, values in parse_qs(reported[what]["address"]).items()}
        steps.append(int(address["step"]))
        assert address["weights"] == bits_after(steps[-1]), what
    assert [steps[0], *steps[2:]] == [4, 4, 8]
    assert steps[1] > 4
    assert reported["back"]["weights"] == reported["forwards"]["weights"]
