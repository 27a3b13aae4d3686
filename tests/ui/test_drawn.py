"""A chart is drawn once for all readers, and anew for whatever it is drawn from."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa

from kam.figure import Style, canvas
from kam.ui.cards import drawn


def _titled(frame: pd.DataFrame, style: Style, height: int) -> go.Figure:
    figure = canvas(style, height)
    figure.update_layout(title={"text": ",".join(frame["name"].tolist())})
    return figure


def _frame(*names: str) -> pd.DataFrame:
    frame: pd.DataFrame = pa.table({"name": list(names), "size": [1] * len(names)}).to_pandas(
        types_mapper=pd.ArrowDtype
    )
    return frame


def test_the_same_frame_is_drawn_once_and_another_anew() -> None:
    style = Style("zh")
    first = drawn(_titled, _frame("a", "b"), style, 200)
    assert drawn(_titled, _frame("a", "b"), style, 200) is first
    others = [
        drawn(_titled, _frame("a", "c"), style, 200),
        drawn(_titled, _frame("b", "a"), style, 200),
        drawn(_titled, _frame("a", "b").iloc[:1], style, 200),
        drawn(_titled, _frame("a", "b"), Style("en"), 200),
        drawn(_titled, _frame("a", "b"), Style("zh", True), 200),
        drawn(_titled, _frame("a", "b"), style, 201),
    ]
    assert [one.layout.title.text for one in others] == ["a,c", "b,a", "a", "a,b", "a,b", "a,b"]
    assert len({id(one) for one in [first, *others]}) == 7


def test_what_a_page_does_to_its_frame_is_seen() -> None:
    frame, style = _frame("a", "b"), Style("zh")
    first = drawn(_titled, frame, style, 200)
    frame["name"] = ["x", "y"]
    assert drawn(_titled, frame, style, 200).layout.title.text == "x,y"
    assert first.layout.title.text == "a,b"
