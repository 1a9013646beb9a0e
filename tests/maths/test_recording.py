"""The recording in the page is what live Python says, text for text."""

import json

import pytest

from pycore.drawing.runs import Node, Run, row
from pycore.frames.recording import record
from pycore.kit.widget import Frame
from support.lesson_page import WidgetPart
from support.recordings import read_recording, tree_of


def test_the_recording_is_what_live_python_says(live: WidgetPart) -> None:
    live.expect_recording_of_live_python()


ROWS = (row("0", "2.2000"), Run([row("1", "1.7632")], 1))


def drawing(*nodes: Node) -> Node:
    """A picture of the nodes."""
    return ("svg", {"viewBox": "0 0 10 10"}, *nodes)


def made(state: str, *nodes: Node, sentence: str = "", **readouts: str) -> Frame:
    """A frame of one picture."""
    pictures = {"picture": drawing(*nodes)}
    return Frame(state, readouts, pictures, ROWS, sentence, "running", {"step": "x"})


DOTS: list[Node] = [("circle", {"cx": str(place)}) for place in (1, 2, 2.5)]
ODD: list[Node] = [("text", {"x": "7"}, 'quoted "2" \\ and 3 < 4'), ("g", {}, Run(DOTS, 3))]


@pytest.mark.parametrize(
    "frames",
    [
        [made("a=1")],
        [made("a=3"), made("a=1"), made("a=2")],
        [
            made(f"a={count}", x=f"{count / 3:.4f}", sentence="−1.50 and 1e-7.")
            for count in range(9)
        ],
        [made("a=1", x="−0.5"), made("a=2", x="1.2e+34"), made("a=3", x="∞")],
        [made(f"a={count}", ("g", {}, Run(DOTS, count))) for count in (0, 2, 1, 3)],
        [made(f"a={count}", ("g", {}, Run(ODD, 2), Run(DOTS, 1), "1 2 3")) for count in (1, 2)],
        [made(f"a={count}", DOTS[count], DOTS[0], ("g", {"class": "n 1"})) for count in (0, 1)],
    ],
)
def test_what_is_recorded_is_what_is_read(frames: list[Frame]) -> None:
    read = read_recording(record(frames))
    assert next(iter(read)) == frames[0].state
    for each in frames:
        drawings = {name: tree_of(tree) for name, tree in each.drawings.items()}
        table = tree_of(("tbody", {}, *each.table))
        assert read[each.state] == vars(each) | {"drawings": drawings, "table": table}


def test_numbers_that_are_always_the_same_are_kept_once() -> None:
    frames = [made(f"a={count}", x="1.5", y=str(count)) for count in range(100, 150)]
    (group,) = json.loads(record(frames))["frames"]
    count, shape, *columns = group
    assert count == 50
    assert [part for part in shape if isinstance(part, int)] == [0, 0]
    assert columns == [" ".join(str(each) for each in range(100, 150))]
