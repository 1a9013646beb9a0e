"""No blank page: what a browser or a host refuses is said in one sentence, and the rest works."""

from collections.abc import Iterator

import pytest

from engines.homes import Places
from engines.reader import LIVE, Reader, expect
from engines.test_matrix import STEP, WIDGET, expect_frame
from support.lesson_page import LESSON, quiz
from support.server import Server, serving

POLICY = "Content Security Policy|violates the following directive|call to WebAssembly"
"""How browsers say that they heed the host."""
SHOWN = "(each) => each.checkVisibility()"
LINES = f"[...document.querySelectorAll('.engine')].filter({SHOWN}).map((each) => each.innerText)"
TOLD = f"({WIDGET}.scrollIntoView(), {LINES})"
NO_SCRIPT = (
    "The buttons of this figure need JavaScript, which does not run here. "
    "The picture is as Python drew it when this page was built."
)
REFUSED = "this browser, or the page around this one, does not allow"


@pytest.fixture
def server(places: Places) -> Iterator[Server]:
    """A host that may refuse things."""
    with serving(places.folder) as server:
        yield server


def expect_reading(reader: Reader) -> None:
    """All of the lesson is there, and nothing that would need a script."""
    expect(reader, TOLD, [NO_SCRIPT])
    expect_frame_as_built(reader)
    count = len(quiz().questions)
    expect(reader, f"[...document.querySelectorAll('.question')].filter({SHOWN}).length", count)
    expect(reader, f"[...document.querySelectorAll('button:not(.term)')].some({SHOWN})", False)
    reader.click(".solution summary")
    answer = "document.querySelector('.solution p')"
    expect(reader, f"{answer}.checkVisibility() && {answer}.innerText.length > 0", True)


def expect_frame_as_built(reader: Reader) -> None:
    expect(reader, f"{WIDGET}.querySelector('output[name=x]').innerText", "2.2000")
    expect(reader, "document.querySelector('[data-picture=curve] svg').checkVisibility()", True)


def test_a_host_that_refuses_scripts(server: Server, reader: Reader) -> None:
    server.headers["*.html"] = {"Content-Security-Policy": "script-src 'none'"}
    reader.expected = POLICY
    reader.open(server.url + LESSON)
    expect_reading(reader)


def test_a_frame_that_refuses_scripts(places: Places, reader: Reader) -> None:
    reader.expected = r"sandboxed|\.woff2|net::ERR_FAILED"
    reader.open(places.host("still", sandbox='sandbox=""'), framed=True)
    expect_reading(reader)


def expect_recorded_steps(reader: Reader, reason: str) -> None:
    """The reader is told why there is no more, and what there is works."""
    reader.click(STEP)
    expect(reader, f"{WIDGET}.dataset.state", "failed", LIVE)
    told = f"Python could not start here: {reason}. The recorded steps still work."
    expect(reader, TOLD, [told])
    expect_frame(reader, 1)


def test_a_host_that_refuses_webassembly(server: Server, reader: Reader) -> None:
    server.headers["*"] = {"Content-Security-Policy": "script-src 'self' 'unsafe-inline'"}
    reader.expected = POLICY
    reader.open(server.url + LESSON)
    expect_recorded_steps(reader, f"{REFUSED} WebAssembly")


def test_a_host_that_refuses_workers(server: Server, reader: Reader) -> None:
    server.headers["*.html"] = {"Content-Security-Policy": "worker-src 'none'"}
    reader.expected = POLICY
    reader.open(server.url + LESSON)
    expect_recorded_steps(reader, f"{REFUSED} workers")


def test_a_server_that_knows_no_types(server: Server, reader: Reader) -> None:
    server.types["runtime/*"] = "application/x-unknown"
    reader.expected = "runtime/python-"  # Firefox wants it named. It comes in another way then.
    reader.open(server.url + LESSON)
    reader.click(STEP)
    expect(reader, f"{WIDGET}.dataset.state", "live", LIVE)
    expect_frame(reader, 1)
