"""Landscapes in the page: before Python, live, by mouse and keyboard, with NumPy and without."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from builder.build import build
from pycore.maths.optimisers import OPTIMISERS
from support.any_widget import LIVE
from support.courses import write_course
from support.landscape_lessons import BOWL_PAGE, FILES, HILLS_DATA, HILLS_PAGE
from support.landscape_part import BITS, PAGES, LandscapePart
from support.lesson_page import handing_out, run_python
from support.server import Server, serving
from support.visits import SAVES_DATA, Visits, visiting


@pytest.fixture(scope="module")
def landscape_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The course with both landscapes."""
    folder = tmp_path_factory.mktemp("landscapes")
    assert build(write_course(folder, FILES), folder / "built") == []
    with serving(handing_out(folder / "built", folder / "site")) as server:
        yield server


@pytest.fixture(scope="module")
def landscape_visits(browser: Browser, landscape_server: Server) -> Iterator[Visits]:
    with visiting(browser, landscape_server) as visits:
        yield visits
        visits.check()


@pytest.fixture(scope="module")
def live_bowl(landscape_visits: Visits) -> LandscapePart:
    """The bowl with live Python, shared by the tests of this file."""
    bowl = LandscapePart(landscape_visits.open(BOWL_PAGE), "bowl")
    bowl.expect_live()
    return bowl


@pytest.fixture(scope="module")
def live_hills(landscape_visits: Visits) -> LandscapePart:
    """The hills with live Python and NumPy."""
    hills = LandscapePart(landscape_visits.open(HILLS_PAGE), "hills")
    hills.expect_live()
    return hills


@pytest.fixture
def bowl(live_bowl: LandscapePart) -> LandscapePart:
    live_bowl.reset()
    return live_bowl


@pytest.fixture
def hills(live_hills: LandscapePart) -> LandscapePart:
    live_hills.reset()
    return live_hills


@pytest.mark.parametrize("name", PAGES)
def test_recorded_steps_answer_before_python(
    browser: Browser, landscape_server: Server, name: str
) -> None:
    with visiting(browser, landscape_server) as visits:
        asked = landscape_server.asked_for("runtime/*")
        part = LandscapePart(visits.open(PAGES[name][0], SAVES_DATA), name)
        part.expect_frame()
        part.expect_steps(3)
        part.expect_experiments()
        assert landscape_server.asked_for("runtime/*") == asked
        visits.check()


def test_a_page_of_lines_loads_no_numpy(browser: Browser, landscape_server: Server) -> None:
    with visiting(browser, landscape_server) as visits:
        asked = landscape_server.asked_for("runtime/numpy-*")
        page = visits.open(BOWL_PAGE)
        LandscapePart(page, "bowl").expect_live()
        assert landscape_server.asked_for("runtime/numpy-*") == asked
        assert run_python(page, "import sys; 'numpy' in sys.modules") == "false"
        visits.check()


def test_drag_the_ball_in_both_directions(bowl: LandscapePart) -> None:
    bowl.button("Step").click()
    bowl.expect_frame(1)
    bowl.drag(120, -80)
    m, b = (bowl.control(name).input_value() for name in "mb")
    assert float(m) > 0
    assert float(b) < 3
    bowl.expect_frame(0, m=m, b=b)
    bowl.drag(-60, 0)
    moved = bowl.control("m").input_value()
    assert float(moved) < float(m)
    assert float(bowl.control("b").input_value()) == pytest.approx(float(b), abs=0.05)


@pytest.mark.parametrize(
    ("control", "keys", "value"),
    [
        ("m", ["ArrowRight"] * 3, "-0.44"),
        ("m", ["End"], "3"),
        ("b", ["ArrowLeft"] * 2, "3.4"),
        ("b", ["Home"], "-2"),
        ("rate", ["ArrowRight"], "0.12"),
        ("optimiser", ["ArrowDown"], "momentum"),
        ("rival", ["ArrowDown", "ArrowDown"], "momentum"),
    ],
)
def test_controls_by_keyboard(
    bowl: LandscapePart, control: str, keys: list[str], value: str
) -> None:
    bowl.button("Step").press("Enter")
    bowl.expect_frame(1)
    for key in keys:
        bowl.control(control).press(key)
    bowl.expect_frame(0, **{control: value})


def test_step_back_run_and_reset_by_keyboard(bowl: LandscapePart) -> None:
    for button, steps in [("Step", 1), ("Step", 2), ("Back", 1), ("Reset", 0)]:
        bowl.button(button).press("Enter")
        bowl.expect_frame(steps)
    bowl.set(rate="0.25")
    bowl.button("Run").press("Enter")
    expect(bowl.sentence).to_contain_text("Diverged: step 35", timeout=LIVE)
    bowl.expect_frame(35, rate="0.25")


def test_a_race_is_told_in_words_and_colours(bowl: LandscapePart) -> None:
    bowl.control("rival").select_option(label="Momentum")
    bowl.set(rate="0.03")
    for steps in (1, 2, 3, 4):
        bowl.button("Step").click()
        bowl.expect_frame(steps, rate="0.03", rival="momentum")
    expect(bowl.sentence).to_contain_text("is ahead, loss")
    legend = bowl.element.locator(".legend text")
    assert sorted(legend.all_text_contents()) == ["Gradient descent", "Momentum"]
    assert len(looks(legend, "fill")) == 2
    # Who sees no colours tells a ring from a disc, and a broken line from a whole one.
    balls = bowl.element.locator('[data-picture="map"] .ball circle:first-child')
    assert len(looks(balls, "fill")) == 2
    lines = bowl.element.locator('[data-picture="fit"] .ball line')
    assert len(looks(lines, "stroke-dasharray")) == 2


def looks(marks: Locator, style: str) -> set[str]:
    """How marks look, each way once."""
    script = "(all, style) => all.map((each) => getComputedStyle(each).getPropertyValue(style))"
    return set(marks.evaluate_all(script, style))


def test_contours_are_drawn_once(bowl: LandscapePart) -> None:
    bowl.element.evaluate(
        """widget => {
          widget.changes = 0;
          const watch = new MutationObserver((changes) => (widget.changes += changes.length));
          const all = { subtree: true, childList: true, attributes: true };
          watch.observe(widget.querySelector(".contours"), all);
        }"""
    )
    bowl.button("Step").click()
    bowl.expect_frame(1)
    bowl.set(rival="adam", m="1")
    bowl.expect_frame(0, rival="adam", m="1")
    assert bowl.element.evaluate("widget => widget.changes") == 0


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_network_is_computed_in_the_page_as_on_cpython(
    hills: LandscapePart, optimiser: str
) -> None:
    """All that shows is compared, also the curve of the network and the contours."""
    settings = {"u": "4.8", "v": "-2.5", "rate": "0.5", "optimiser": optimiser, "rival": "adam"}
    hills.set(**settings)
    hills.expect_frame(0, **settings)
    for steps in (1, 2, 3):
        hills.button("Step").click()
        hills.expect_frame(steps, **settings)
    hills.drag(-40, 60)
    place = {name: hills.control(name).input_value() for name in "uv"}
    hills.expect_frame(0, **{**settings, **place})


def test_a_network_runs_beyond_its_recorded_steps(hills: LandscapePart) -> None:
    hills.set(u="-3")
    hills.button("Run").click()
    expect(hills.sentence).to_contain_text("Converged after 36 steps", timeout=LIVE)
    hills.expect_frame(36, u="-3")


def test_a_network_is_the_same_to_the_last_bit(hills: LandscapePart) -> None:
    """No tolerance: only elementwise operations that every machine rounds alike, in one order."""
    names: dict[str, object] = {"examples": HILLS_DATA}
    exec(f"{BITS}\nresults = bits(examples)", names)
    program = f"{BITS}\njson.dumps(bits({json.dumps(HILLS_DATA)}))"
    there = json.loads(run_python(hills.page, program))
    assert there == names["results"]
    assert len({tuple(row) for row in there}) > 500


def test_no_landscape_is_wider_than_a_narrow_page(landscape_visits: Visits) -> None:
    page = landscape_visits.open(BOWL_PAGE, SAVES_DATA, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    data, step, sliders = (
        page.locator(f"#bowl {part}").bounding_box()
        for part in ('[data-picture="fit"]', "[data-action=step]", ".controls")
    )
    assert data
    assert step
    assert sliders
    assert step["y"] < data["y"] < sliders["y"], "the line is near its ball"


def test_without_script_and_on_paper_all_is_there(landscape_visits: Visits) -> None:
    page = landscape_visits.open(BOWL_PAGE, java_script_enabled=False)
    page.emulate_media(media="print")
    part = LandscapePart(page, "bowl")
    for name in part.widget.pictures():
        expect(part.element.locator(f'[data-picture="{name}"] > svg')).to_be_visible()
    expect(part.sentence).to_have_text("Start: the loss of this line is 2.6538.")
    expect(part.button("Step")).to_be_hidden()
