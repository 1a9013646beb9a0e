"""The preview: the browser follows the author's saves."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.project import ROOT
from support.courses import FIRST, HEAD, write_course

LIMIT = 60
"""Seconds after which a preview that says nothing has failed."""
LONG = "".join(f"\n\nParagraph {count}.\n" for count in range(200))
OVER = "1 problem: this page is of the last build that worked"

type Start = Callable[..., str]


def read_line(process: subprocess.Popen[bytes]) -> str:
    """The next line that a preview prints."""
    assert process.stdout
    assert select.select([process.stdout], [], [], LIMIT)[0], "the preview says nothing"
    return process.stdout.readline().decode()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts previews of a course; gives their addresses."""
    with ExitStack() as stack:

        def started(*arguments: str) -> str:
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "builder", "serve", "--no-open", *arguments],
                    cwd=tmp_path,
                    env=os.environ | {"PYTHONPATH": str(ROOT)},
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                )
            )
            stack.callback(process.kill)
            address = read_line(process).split()[4]
            assert read_line(process) in ("The site is built\n", "1 problem; the last site stays\n")
            return address

        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of the author's; builds take a while on a busy machine."""
    with browser.new_context() as context:
        context.set_default_timeout(LIMIT * 1000)
        yield context.new_page()


def write(folder: Path, text: str) -> None:
    """Saves the lesson as many editors do: a new file takes the old one's place."""
    lesson = folder / "content" / FIRST
    scratch = lesson.with_suffix(".new")
    scratch.write_text(f"{HEAD}{text}", "utf-8")
    scratch.replace(lesson)


def test_a_save_is_seen_at_the_same_place(tmp_path: Path, start: Start, page: Page) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}Once.{LONG}"})
    page.goto(f"{start()}start/first.html")
    page.get_by_text("Paragraph 150.").scroll_into_view_if_needed()
    page.evaluate("window.isOld = true")
    before = page.evaluate("scrollY")
    assert before > 0
    write(tmp_path, f"Once.{LONG}\n\nThe end.\n")
    expect(page.get_by_text("The end.")).to_be_attached()
    page.wait_for_function("(before) => Math.abs(scrollY - before) < 3", arg=before)
    assert page.evaluate("window.isOld") is None


def test_problems_stand_over_the_page_until_mended(
    tmp_path: Path, start: Start, page: Page
) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}Once.\n"})
    page.goto(f"{start()}start/first.html")
    write(tmp_path, "[No](term:none)\n")
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("heading")).to_have_text(OVER)
    problem = alert.get_by_role("link")
    assert problem.inner_text().startswith(f"content/{FIRST}:4: unknown term 'none'")
    link = problem.get_attribute("href")
    assert link
    assert link.endswith(f"{tmp_path.as_posix()}/content/{FIRST}:4")
    expect(page.get_by_text("Once.")).to_be_visible()
    write(tmp_path, "Once.\n")
    expect(alert).to_have_count(0)
    write(tmp_path, "Twice.\n")
    expect(page.get_by_text("Twice.")).to_be_visible()


def test_the_first_build_may_fail(tmp_path: Path, start: Start, page: Page) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}$q$\n"})
    page.goto(start())
    expect(page.get_by_role("alert").get_by_role("link")).to_contain_text(f"content/{FIRST}:4: ")
    write(tmp_path, "Mended.\n")
    expect(page.get_by_role("link", name="Second").first).to_be_visible()


def test_files_are_renamed_and_removed(tmp_path: Path, start: Start, page: Page) -> None:
    content = write_course(tmp_path, {FIRST: f"{HEAD}Once.\n"})
    page.goto(f"{start()}start/first.html")
    (content / FIRST).rename(content / "start" / "01-other.md")
    expect(page.get_by_role("alert").get_by_role("listitem").first).to_contain_text("01-first")
    course = content / "course.yaml"
    course.write_text(course.read_text("utf-8").replace("01-first", "01-other"), "utf-8")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto(f"{page.url.rpartition('/')[0]}/other.html")
    expect(page.get_by_text("Once.")).to_be_visible()
    content.rename(tmp_path / "gone")
    expect(page.get_by_role("alert")).to_be_visible()
    (tmp_path / "gone").rename(content)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_two_previews_have_a_port_each(tmp_path: Path, start: Start, page: Page) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}Once.\n"})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    first, second = start(), start("--port", str(port))
    assert first != second == f"http://127.0.0.1:{port}/"
    for address in (first, second):
        page.goto(f"{address}start/first.html")
        expect(page.get_by_text("Once.")).to_be_visible()


def test_only_this_machine_is_answered_and_only_about_the_site(
    tmp_path: Path, start: Start
) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}Once.\n"})
    (tmp_path / "secret").write_text("secret")
    host, _, port = start().removeprefix("http://").strip("/").partition(":")

    def ask(path: str, **headers: str) -> tuple[int, bytes]:
        connection = HTTPConnection(host, int(port), timeout=LIMIT)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()

    assert ask("/start/first.html")[0] == 200
    assert ask("/start/first.html", Host=f"localhost:{port}")[0] == 200
    for foreign in (f"evil.example:{port}", "evil.example", host, f"{host}:1", ""):
        assert ask("/start/first.html", Host=foreign)[0] == 421, foreign
        assert ask("/_preview/client.js", Host=foreign)[0] == 421, foreign
    for path in (
        "/../secret",
        "/%2e%2e/secret",
        "/start/..%2f..%2fsecret",
        "//secret",
        "/_preview/../../secret",
    ):
        status, text = ask(path)
        assert (status, text == b"secret") == (404, False), path
    assert b"unregister" in ask("/service-worker.js")[1]
    with suppress(OSError), socket.create_connection((socket.gethostname(), int(port)), 1) as away:
        assert away.getpeername()[0].startswith("127.")


def test_a_port_that_is_taken_is_a_wrong_use(tmp_path: Path) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}Once.\n"})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "builder", "serve", "--no-open", "--port", str(port)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
    told = f"lessonwright: the port {port} is taken (allowed: a free one, --port NUMBER)\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_drafts_are_shown_and_marked(tmp_path: Path, start: Start, page: Page) -> None:
    draft = HEAD.replace("summary", "draft: yes, summary")
    write_course(tmp_path, {FIRST: f"{draft}Once.\n", "start/03-more.md": f"{HEAD}Unlisted.\n"})
    address = start()
    page.goto(f"{address}start/first.html")
    expect(page.get_by_text("Lesson 1 · Draft, shown in the preview only")).to_be_visible()
    page.get_by_text("1 warning", exact=True).click()
    told = "content/start/03-more.md:1: warning: no section of content/course.yaml lists this"
    expect(page.get_by_role("link", name=told)).to_be_visible()
    page.goto(f"{address}start/more.html")
    expect(page.get_by_text("Unlisted.")).to_be_visible()
    expect(page.get_by_text("Lesson 3 · Draft, shown in the preview only")).to_be_visible()
