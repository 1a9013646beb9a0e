"""Which functions of Pyodide the pages of widgets run; `make used` notes them in used.json.

All widgets of all lessons are played in a browser, with a WebAssembly that notes of each function
whether it was called.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from builder.project import ROOT
from builder.pyodide.wasm_format import (
    GLOBAL,
    Reader,
    Section,
    items,
    leb,
    read_sections,
    sized,
    vector,
    with_items,
    write_module,
)
from builder.pyodide.wasm_modules import STOCK, USED, write_used
from builder.pyodide.wasm_split import Split
from builder.pyodide.zstd_blocks import squeeze
from pycore.kit.widget import Choice, Scale, Widget, write_state
from support.any_widget import settings_of, widgets_of
from support.chromium import QUIET, find_chromium
from support.lesson_page import PYTHON, WASM
from support.recordings import ASK
from support.server import serving
from support.visits import SAVES_DATA

SITE = ROOT / "site"
LESSONS = [
    path.relative_to(ROOT / "content").as_posix()
    for path in sorted((ROOT / "content").glob("*/*.md"))
]
STEPS = 60
"""Taken from each state."""
ZERO = b"\x7f\1\x41\0\x0b"
"""A global that changes, a 32-bit number."""
SET_IT = b"\x41\1\x24"
"""Puts 1 into the global whose number follows."""
NOTING = """
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (wasm, imports) => {
  const made = await instantiate(wasm, imports);
  if (!(wasm instanceof WebAssembly.Module)) return made;
  const [noted, exports] = [[], {}];
  for (const [name, value] of Object.entries(made.exports)) {
    if (name.startsWith("ran.")) noted[Number(name.slice(4))] = value;
    else exports[name] = value;
  }
  self.addEventListener("message", (event) => {
    if (event.data.kind !== "ran") return;
    event.stopImmediatePropagation();
    event.ports[0].postMessage([...noted.keys()].filter((number) => noted[number]?.value));
  });
  return { exports };
};
"""
"""Stands before the worker's script; what was noted is nothing to Pyodide."""
RAN = """new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data);
  asked.postMessage({ kind: "ran" }, [port2]);
})"""


def noting(wasm: bytes) -> bytes:
    """The module, with a global for each function that says whether it was called."""
    whole = Split(wasm, range(2**16))
    sections = read_sections(b"".join(whole.first_module()))
    first = whole.imports[GLOBAL] + Reader(sections[Section.GLOBAL]).number()
    bodies = items(sections[Section.CODE], Reader.sized)
    return write_module(
        sections
        | {
            Section.GLOBAL: with_items(sections[Section.GLOBAL], [ZERO for _ in bodies]),
            Section.EXPORT: with_items(
                sections[Section.EXPORT],
                [
                    sized(b"ran.%d" % number) + bytes([GLOBAL]) + leb(first + at)
                    for at, number in enumerate(whole.numbers)
                ],
            ),
            Section.CODE: vector(
                [sized(with_note(body, first + at)) for at, body in enumerate(bodies)]
            ),
        }
    )


def with_note(body: bytes, variable: int) -> bytes:
    """A function that notes its call before anything else."""
    reader = Reader(body)
    for _ in range(reader.number()):  # its locals: how many of which type
        reader.number()
        reader.take(1)
    return body[: reader.at] + SET_IT + leb(variable) + body[reader.at :]


def states_of(widget: Widget) -> Iterator[str]:
    """The first state, what the author invites to, each control at its ends, and what is none."""
    yield from (widget.first(), *(each.state for each in widget.experiments()), "nonsense")
    first = settings_of(widget.first())
    for control in widget.controls():
        if isinstance(control, Choice):
            values = [value for value, _ in control.options]
        elif isinstance(control, Scale):
            values = [control.values[0], control.values[-1]]
        else:
            values = [control.low, control.high]
        yield from (write_state(**first | {control.name: value}, steps=0) for value in values)


def questions_of(page: Page, source: str) -> list[str]:
    """What a page of a lesson could ask of its widgets."""
    asked: list[str] = []
    for name, widget in widgets_of(source).items():
        element = page.locator(f"lesson-widget#{name}")
        given = {part: element.get_attribute(f"data-{part}") for part in ("kind", "options")}
        each = (given | {"state": state, "count": STEPS} for state in states_of(widget))
        asked += map(json.dumps, each)
    return asked


def ran_in(browser: Browser, site: Path, source: str, wasm: bytes) -> set[int]:
    """The numbers of the functions that a lesson's widgets run."""
    with serving(site) as server, browser.new_context(base_url=server.url) as context:
        context.add_init_script(SAVES_DATA)
        page = context.new_page()

        def give_script(route: Route) -> None:
            route.fulfill(body=f"{NOTING}{route.fetch().text()}", content_type="text/javascript")

        context.route(f"**/{PYTHON}", give_script)
        context.route(f"**/{WASM}", lambda route: route.fulfill(body=wasm))
        page.goto(page_of(source))
        page.evaluate(
            ASK.replace("worker.terminate()", "self.asked = worker"), questions_of(page, source)
        )
        return {*page.evaluate(RAN)}


def page_of(source: str) -> str:
    """The page of a lesson."""
    return re.sub(r"/\d+-(.*).md", r"/\1.html", source)


def main() -> None:
    """Plays the site as it was built."""
    wasm = squeeze([noting(STOCK.read_bytes())])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=list(QUIET))
        ran = set().union(*(ran_in(browser, SITE, each, wasm) for each in LESSONS))
    write_used(ran)
    print(f"{len(ran)} functions: {USED.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
