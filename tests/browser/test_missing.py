"""Where something is refused: the lesson can be read, and one sentence says what is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from support.lesson_page import LESSON, MEMORY, PYTHON, WASM, WidgetPart
from support.server import Server
from support.visits import NO_STORAGE, Visits

SCRIPT = "assets/lesson-*.js"
NO_SCRIPT = (
    "The buttons of this figure need JavaScript, which does not run here. "
    "The picture is as Python drew it when this page was built."
)
ALLOWS_NONE = "this browser, or the page around this one, does not allow"
RECORDED = "The recorded steps still work."
BROKEN = "syntax error ("


def policy(directive: str) -> dict[str, str]:
    """What a strict host sends with a page."""
    return {"Content-Security-Policy": directive}


def expect_readable(page: Page) -> None:
    """Text, formulas and the picture are there."""
    expect(page.get_by_text("The two promises of a loss")).to_be_visible()
    expect(page.locator("figure.displayed .katex-display math")).to_have_count(4)
    expect(page.locator('[data-picture="curve"] .ball circle').first).to_be_visible()


def expect_without_script(page: Page) -> None:
    """The page shows no dead controls, and says why."""
    widget = WidgetPart(page)
    expect_readable(page)
    expect(widget.element.locator(".engine:visible")).to_have_text(NO_SCRIPT)
    dead = page.locator("button:not(.term), select, input").locator("visible=true")
    expect(dead).to_have_count(0)
    expect(page.locator("lesson-quiz .solution:visible")).to_have_count(3)


def expect_recorded_steps(page: Page, why: str) -> None:
    """Python is missing, and nothing else."""
    widget = WidgetPart(page)
    expect_readable(page)
    widget.element.scroll_into_view_if_needed()
    engine = widget.element.locator(".engine:visible")
    told = f"Python could not start here: {why}. {RECORDED}"
    expect(engine).to_have_text(told, use_inner_text=True)
    widget.button("Step").click()
    widget.expect_frame(1)


def test_a_host_that_refuses_all_scripts(visits: Visits, server: Server) -> None:
    server.headers[LESSON] = policy("script-src 'none'")
    visits.expect("Content Security Policy|csp")
    expect_without_script(visits.open(LESSON))


def test_a_frame_that_refuses_all_scripts(visits: Visits, server: Server) -> None:
    server.headers[LESSON] = policy("sandbox")
    visits.expect("sandboxed", "CORS policy", "net::ERR_FAILED")
    page = visits.open(LESSON)
    expect(page.locator(".engine:visible")).to_have_text(NO_SCRIPT)


def test_a_script_of_a_wrong_type(visits: Visits, server: Server) -> None:
    server.types[SCRIPT] = "text/plain"
    server.headers[SCRIPT] = {"X-Content-Type-Options": "nosniff"}
    visits.expect("MIME type|net::ERR_ABORTED")
    expect_without_script(visits.open(LESSON))


def test_a_script_that_is_missing(visits: Visits, server: Server) -> None:
    server.missing.append(SCRIPT)
    visits.expect("status of 404|net::ERR_ABORTED")
    expect_without_script(visits.open(LESSON))


def test_a_script_that_the_browser_is_too_old_for(visits: Visits) -> None:
    visits.expect("Unexpected identifier 'error'")
    context = visits.context()
    context.route(f"**/{SCRIPT}", lambda route: route.fulfill(body=BROKEN))
    page = context.new_page()
    page.goto(LESSON)
    expect_without_script(page)


def test_a_host_that_refuses_webassembly(visits: Visits, server: Server) -> None:
    server.headers["*"] = policy("script-src 'self' 'unsafe-inline'")
    visits.expect("Creating a worker from 'blob:")
    expect_recorded_steps(visits.open(LESSON), f"{ALLOWS_NONE} WebAssembly")


@pytest.mark.parametrize("files", ["*", "*.html"])
def test_a_host_that_refuses_workers_from_blobs(visits: Visits, server: Server, files: str) -> None:
    """One from an address starts where its own policy is as strict as the page's."""
    server.headers[files] = policy("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'")
    visits.expect("Creating a worker from 'blob:")
    page = visits.open(LESSON)
    if files == "*":
        WidgetPart(page).expect_live()
    else:
        expect_recorded_steps(page, f"{ALLOWS_NONE} workers")


@pytest.mark.parametrize("part", [WASM, MEMORY])
def test_a_file_of_python_that_came_in_part(visits: Visits, part: str) -> None:
    page = visits.context().new_page()
    page.route(f"**/{part}", lambda route: change(route, lambda it: it[: len(it) // 2]))
    page.goto(LESSON)
    expect_recorded_steps(page, "a file of it is damaged")


def change(route: Route, make: Callable[[bytes], bytes]) -> None:
    """Lets a file arrive as another one."""
    answer = route.fetch()
    route.fulfill(response=answer, body=make(answer.body()))


def test_a_host_that_refuses_workers(visits: Visits, server: Server) -> None:
    server.headers[LESSON] = policy("worker-src 'none'")
    visits.expect("worker-src")
    expect_recorded_steps(visits.open(LESSON), f"{ALLOWS_NONE} workers")


def test_files_of_python_that_are_missing(visits: Visits, server: Server) -> None:
    server.missing.append(PYTHON)
    visits.expect("status of 404|runtime/python-")
    expect_recorded_steps(visits.open(LESSON), "a file of it could not be loaded")


def test_a_browser_that_keeps_nothing(visits: Visits) -> None:
    page = visits.open(LESSON, NO_STORAGE)
    expect_readable(page)
    page.get_by_role("button", name="Colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    quiz = page.get_by_role("group", name="Quiz")
    for question in quiz.locator(".question").all():
        if question.locator("[data-answer]").count():
            question.get_by_role("textbox").fill("77")
        else:
            question.locator("input").first.check()
        question.get_by_role("button", name="Check").click()
        question.locator("[data-next]").click()
    expect(quiz.get_by_text("Progress not saved")).to_be_visible()
