"""`lessonwright new`: a course that builds, and one more lesson or section of it."""

from pathlib import Path

import pytest

from builder.__main__ import main
from builder.build import read_course
from support.courses import FIRST, HEAD, snapshot, write_course

LISTINGS = [
    "    lessons: [01-first, 02-second]\n",
    "    lessons: [01-first, 02-second]   # both\n",
    "    lessons:\n      - 01-first\n      - 02-second\n",
    "    lessons:\n    - 01-first\n    # the second one\n    - 02-second   # last\n\n# The end.\n",
    "    lessons:\n      - 01-first\n      - 02-second",
    "    lessons:\n      - 01-first\n      - 02-second\n      - planned: Another lesson\n",
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def test_a_new_course_builds(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "my-course"]) == 0
    assert capsys.readouterr().out == (
        "my-course holds a course: 'lessonwright serve my-course' shows it\n"
    )
    files = snapshot(here / "my-course")
    assert {name for name in files if not name.startswith("content/")} == {
        ".github/workflows/pages.yml",
        ".gitignore",
        "README.md",
    }
    assert len(files["README.md"].splitlines()) <= 14
    assert b"{version}" not in files[".github/workflows/pages.yml"]
    assert main(["check", "my-course", "--strict"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_holds_something_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "full").mkdir()
    (here / "full" / "notes.txt").write_text("mine")
    (here / "file").write_text("mine")
    (here / "empty").mkdir()
    for name in ("full", "file"):
        assert main(["new", name]) == 2
        told = f"lessonwright: '{name}' holds something already"
        assert capsys.readouterr().err == f"{told} (allowed: a new folder, or an empty one)\n"
    assert snapshot(here) == {"full/notes.txt": b"mine", "file": b"mine"}
    assert main(["new", "empty"]) == 0


@pytest.mark.parametrize("listing", LISTINGS)
def test_lessons_and_sections_are_added_and_listed(
    here: Path, monkeypatch: pytest.MonkeyPatch, listing: str
) -> None:
    content = write_course(here)
    course = content / "course.yaml"
    text = course.read_text("utf-8")
    head = text[: text.index("    lessons:")]
    course.write_text(f"# Ours.\n{head}{listing}", "utf-8")
    monkeypatch.chdir(content / "start")  # a course is found from within
    assert main(["new", "lesson", 'Größe & "Maß": #1']) == 0
    assert main(["new", "section", "What comes next?"]) == 0
    assert main(["new", "lesson", "The last"]) == 0
    found, _, problems = read_course(content)
    assert found
    assert problems == []
    slugs = [[lesson.slug for lesson in section.lessons] for section in found.sections]
    assert slugs == [["first", "second", "grosse-mass-1"], ["what-comes-next", "the-last"]]
    added = content / "start" / "03-grosse-mass-1.md"
    assert "title: 'Größe & \"Maß\": #1'\n" in added.read_text("utf-8")
    for line in [*head.splitlines(), "# Ours."]:
        assert line in course.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lesson", "First"], "there is a lesson 'first' in content/start already "),
        (["section", "Start"], "there is a section 'start' already (allowed: another title)"),
        (["lesson", "数学"], "the title '数学' gives no name for a file (allowed: one with some "),
        (["chapter", "One"], "'chapter' cannot be added (allowed: lesson, section)"),
    ],
)
def test_what_cannot_be_added_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    before = snapshot(write_course(here))
    assert main(["new", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"lessonwright: {told}")
    assert snapshot(here / "content") == before


def test_outside_of_a_course_it_is_said_what_to_do(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    allowed = "(allowed: the folder of a course, or 'lessonwright new my-course')"
    for command in (["new", "lesson", "One"], ["build"], ["check"]):
        assert main(command) == 2
        told = f"there is no content/course.yaml in this folder or above it {allowed}"
        assert capsys.readouterr().err == f"lessonwright: {told}\n"
    assert main(["build", "nowhere"]) == 2
    told = "there is no folder 'nowhere' (allowed: the folder of a course)"
    assert capsys.readouterr().err == f"lessonwright: {told}\n"


def test_a_course_is_found_from_within_and_by_its_name(here: Path) -> None:
    write_course(here / "mine")
    assert main(["build", "mine"]) == 0
    assert (here / "mine" / "site" / "start" / "first.html").exists()
    assert main(["build", "mine/content"]) == 0


DRAFT = "---\n{title: Third, heading: The third, summary: Of all., draft: yes}\n---\nText.\n"


def test_a_build_leaves_drafts_out_and_warns(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(
        here,
        {FIRST: DRAFT, "start/03-unlisted.md": f"{HEAD}Not listed.\n"},
    )
    warnings = (
        "content/start/01-first.md:1: warning: this lesson is a draft, and the site does not "
        "show it\n"
        "content/start/03-unlisted.md:1: warning: no section of content/course.yaml lists this "
        "lesson\n"
    )
    assert main(["build"]) == 0
    assert capsys.readouterr().err == warnings
    assert {path.name for path in (here / "site" / "start").iterdir()} == {"second.html"}
    for arguments in (["check", "--strict"], ["build", "--strict"]):
        assert main(arguments) == 1
        assert capsys.readouterr().err == warnings
    monkeypatch.setenv("CI", "true")
    assert main(["check"]) == 1
    assert main(["check", "--no-strict"]) == 0


@pytest.mark.parametrize("text", [None, "", "# none yet\n\n"])
def test_a_course_needs_no_glossary_and_no_symbols(here: Path, text: str | None) -> None:
    files = {"start/02-second.md": f"{HEAD}Text.\n", "glossary.yaml": text, "symbols.yaml": text}
    write_course(here, files)
    assert main(["check", "--strict"]) == 0
