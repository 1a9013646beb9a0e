"""What comes from a worker is checked: whatever readers' code makes of it, the page stays whole."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_rule import BACK, HALF, PAGE, RACES, TEXT, RulePart
from builder.build import build
from builder.pages.tree_html import markup
from pycore.drawing import runs
from pycore.drawing.runs import Node
from support.any_widget import LIVE
from support.cell_page import ANEW, CELLS, CellPart
from support.courses import HEAD, write_course
from support.lesson_page import WidgetPart
from support.server import serving
from support.visits import SAVES_DATA, Visits, visiting

UNTRUSTED = "it has sent what this page does not take, or too much of it"
ENDED = f"This code was ended: {UNTRUSTED}. {ANEW}"
FORGER = r"""
const post = self.postMessage.bind(self);
let code = "";
self.addEventListener("message", ({ data: { question } }) => {
  if (question) code = JSON.parse(question).code ?? "";
});
self.postMessage = (message) => {
  const [, times, text] = /#(\d+) (.*)$/m.exec(code) ?? [];
  if (message.kind === "answer" && text) {
    const forged = JSON.parse(text, (key, value) => (value === "ID" ? message.id : value));
    for (let count = 0; count < times; count++) post(forged);
  }
  post(message);
};
"""
"""Stands before a worker's script, and posts so many times what a comment of the code says."""
WHOLE: dict[str, object] = {"error": None, "python": "", "checks": []}


def told(text: object) -> dict[str, object]:
    return {"kind": "told", "id": "ID", "told": text}


def answered(text: object) -> dict[str, object]:
    return {"kind": "answer", "id": "ID", "answer": text}


FORGED: list[tuple[int, object]] = [
    (1, None),
    (1, "ready"),
    (1, {"kind": "ready"}),
    (1, {"kind": "ask", "id": "ID"}),
    (1, {"kind": "compiled", "part": "wasm", "wasm": {}}),
    (1, {"kind": "told", "id": 999, "told": "x"}),
    (1, told({"length": 1})),
    (1, told("x" * 30_000)),
    (200_000, told("")),
    (30_000, told("x")),
    (1, answered(7)),
    (1, answered("nonsense")),
    (1, answered(json.dumps(WHOLE | {"error": ["x"]}))),
    (1, answered(json.dumps(WHOLE | {"error": "x" * 30_000}))),
    (1, answered(json.dumps(WHOLE | {"checks": [{"right": True, "told": ""}]}))),
    (1, answered(json.dumps({}))),
]
"""How often something is posted, and what; ID stands for the number of the question."""


@pytest.fixture
def forged(browser: Browser, cells_site: Path, tmp_path: Path) -> Iterator[Page]:
    """The lesson with cells, whose workers post what the code says."""
    folder = shutil.copytree(cells_site, tmp_path / "site")
    (script,) = folder.glob("runtime/python-??????????.js")
    script.write_text(FORGER + script.read_text("utf-8"), "utf-8")
    with serving(folder) as server, visiting(browser, server) as visits:
        yield visits.open(CELLS, SAVES_DATA)
        visits.check()


def test_what_a_worker_may_not_send_ends_it(forged: Page) -> None:
    cell = CellPart(forged, "Three losses")
    for times, message in FORGED:
        cell.edit(f"print('begins')\n#{times} {json.dumps(message)}")
        cell.run()
        expect(cell.told).to_have_text(ENDED, timeout=LIVE)
        expect(cell.button("Run")).not_to_have_attribute("aria-disabled", "true")
    cell.edit("print('back')")
    cell.run()
    expect(cell.output).to_have_text("back\n", timeout=LIVE)
    widget = WidgetPart(forged)
    widget.button("Step").click()
    expect(widget.readout("steps")).to_have_text("1")


def test_code_that_calls_what_hands_on_its_output_is_ended(cells: Page) -> None:
    """Nothing but text, at the pace and in the amount of what is printed."""
    cell = CellPart(cells, "Three losses")
    for flood in ("for _ in range(200_000):\n    tell('x')", "tell('x' * 10**7)", "tell(7)"):
        cell.edit(
            "import sys\n"
            "frame = sys._getframe()\n"
            "while 'tell' not in frame.f_locals:\n"
            "    frame = frame.f_back\n"
            f"tell = frame.f_locals['tell']\n{flood}"
        )
        cell.run()
        expect(cell.told).to_have_text(ENDED, timeout=LIVE)


def test_a_long_error_is_cut(cells: Page) -> None:
    cell = CellPart(cells, "Three losses")
    cell.edit("raise ValueError('x' * 10**6)")
    cell.run()
    cell.expect_state("failed")
    text = cell.told.text_content() or ""
    assert text.startswith("Line 1: this value will not do: xxx")
    assert text.endswith("x….")
    assert len(text) < 600


TAMPERED = {
    "a script": (r"\"path\"", r"\"script\""),
    "an image": (r"\"circle\"", r"\"image\""),
    "a link": (r"\"line\"", r"\"a\""),
    "foreign elements": (r"[\"g\",", r"[\"foreignObject\","),
    "another root": (r"[\"svg\",", r"[\"g\","),
    "an address": (r"\"cx\":", r"\"href\":"),
    "a handler": (r"\"cx\":", r"\"onclick\":"),
    "a style": (r"\"class\":", r"\"style\":"),
    "an address in a value": (r"\"d\":\"M", r"\"d\":\"url(https://elsewhere.invalid/)"),
    "a readout that there is not": (r"\"fx\":", r"\"gx\":"),
    "a sentence that is none": (r"\"sentence\":\"", r"\"sentence\":7,\"said\":\""),
    "a picture that there is not": (r"\"curve\":", r"\"curve] svg, body, [x\":"),
    "an action to elsewhere": ("&rate=", "&href="),
    "no first frame": ('"first":"', '"first":"x'),
    "frames without end": ('"frames":[[', '"frames":[[9999999'),
    "nodes without end": ('"lists":[', '"lists":[[[9999,["[\\"g\\",{},[0,9999]]"]]],'),
}
"""Readers' code that changes the text of frames: what becomes what."""
TAMPERING = """{rule}
from pycore.frames import answers, recording
answers.record = lambda frames: recording.record(frames).replace({old!r}, {new!r})
"""
UNHURT = "document.querySelectorAll('svg :is(script, image, a, foreignObject), [onclick]').length"


@pytest.fixture
def tampered(browser: Browser, tmp_path: Path) -> Iterator[Visits]:
    content = write_course(tmp_path, {"start/01-first.md": HEAD + TEXT})
    assert build(content, tmp_path / "site") == []
    with serving(tmp_path / "site") as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


def test_no_rule_draws_what_a_page_does_not_show(tampered: Visits) -> None:
    page = tampered.open(PAGE, SAVES_DATA)
    part = RulePart(page)
    for what, (old, new) in TAMPERED.items():
        part.race(TAMPERING.format(rule=HALF, old=old, new=new))
        expect(part.told, what).to_have_text(f"{ENDED} {BACK}", timeout=LIVE)
        expect(part.rival, what).to_have_value("none")
        assert page.evaluate(UNHURT) == 0, what
        part.widget.expect_frame(0)
    part.race(HALF)
    expect(part.told).to_have_text(RACES, timeout=LIVE)


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (("script", {}), "no drawing may hold <script> (allowed: svg|g|path|line"),
        (("circle", {"onclick": "a"}), 'no drawing may hold onclick="a" (allowed: viewBox|'),
        (("path", {"d": "url(x)"}), 'no drawing may hold d="url(x)" (allowed: viewBox|'),
    ],
)
def test_the_build_refuses_such_a_drawing(node: Node, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        markup(("svg", {}, node))


def test_the_build_and_the_page_allow_the_same() -> None:
    script = (Path(__file__).parents[2] / "builder/browser/js/widget/draw.js").read_text("utf-8")
    assert f"const TAGS = /^({runs.TAGS.pattern})$/;" in script
    assert f"const NAMES = /^({runs.NAMES.pattern})$/;" in script
    assert f"const PLAIN = /^{runs.PLAIN.pattern}$/;" in script
