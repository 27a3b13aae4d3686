"""What the first page of a fresh server would wait for, done while nobody waits."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from kam.bars import add_bars
from kam.figure import Style, canvas, note
from kam.topics import TOPICS


def make_ready() -> None:
    """Imports what pages draw with, and draws once: plotly loads its checks by use. In the background."""
    Thread(target=_make_ready, name="ready", daemon=True).start()


def _make_ready() -> None:
    for topic in TOPICS:
        import_module(f"kam.topics.{topic.name}.figures")
    style = Style("zh")
    figure = canvas(style, 200)
    add_bars(figure, [1.0], "", style.palette.us)
    note(figure, style, 0, 0, "")
    figure.to_json()
