"""Course → pages. The only module that renders Jinja's templates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from builder.assets import Bundle
from builder.drawing import embedded, svg
from builder.model import (
    Block,
    Course,
    Lesson,
    MathBlock,
    NumberQuestion,
    Page,
    Planned,
    QuizBlock,
    Section,
    WidgetBlock,
)
from builder.notation import Notation
from builder.places import Text
from builder.policy import digest
from builder.texts import lesson_terms
from builder.writer import Writer
from pycore.widgets.model import decimals
from pycore.widgets.recording import record

TEMPLATES = Environment(
    loader=PackageLoader("builder"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


TEMPLATES.filters["digest"] = lambda text: Markup(digest(text))


@dataclass(frozen=True)
class Entry:
    """A lesson in a list of lessons."""

    title: Text
    """Of the lesson."""
    url: str
    """Of its page, relative to the site's root; empty for one that is planned."""
    lesson: Lesson | None
    """The lesson, where it is written."""


@dataclass(frozen=True)
class Renderer:
    """What every page is made from."""

    course: Course
    """The whole content."""
    notation: Notation
    """Its formulas, rendered, and its symbols."""
    bundle: Bundle
    """Addresses of styles, scripts and fonts."""
    python: Mapping[str, str]
    """Addresses of the parts of Python, and of the packages that some pages load besides."""

    def pages(self) -> list[Page]:
        """Every page of the site."""
        lessons = [
            self._lesson(section, number, lesson)
            for section in self.course.sections
            for number, lesson in enumerate(section.entries, 1)
            if isinstance(lesson, Lesson)
        ]
        return [self._index(), self._glossary(), self._not_found(), *lessons]

    def _index(self) -> Page:
        sections = [(section, entries_of(section)) for section in self.course.sections]
        return self._page("index.html", self.course.description, "website", sections=sections)

    def _glossary(self) -> Page:
        term_uses = uses(self.course, lesson_terms, "use_")
        symbol_uses = uses(self.course, self.notation.used, "use_symbol_")
        terms = sorted(self.course.terms.values(), key=lambda term: term.name)
        symbols = self.course.symbols.values()
        inline = Writer(self.course, self.notation).inline
        return self._page(
            "glossary.html",
            Text("The terms and symbols of this course.", self.course.title.place),
            "website",
            terms=[(term, term_uses[term.name]) for term in terms],
            symbols=[(symbol, symbol_uses[symbol.name]) for symbol in symbols],
            used=lambda found: self._include("uses.html", uses=found, inline=inline),
        )

    def _not_found(self) -> Page:
        return self._page("404.html", self.course.description, "website")

    def _lesson(self, section: Section, number: int, lesson: Lesson) -> Page:
        writer = Writer(self.course, self.notation)
        entries = entries_of(section)
        body = writer.body(lesson.prose, lambda count: self._block(lesson.blocks[count], writer))
        return self._page(
            lesson_url(section, lesson),
            lesson.summary,
            "article",
            "lesson.html",
            writer,
            needs=lesson.needs,
            lesson=lesson,
            section=section,
            number=number,
            entries=entries,
            around=around(entries, number - 1),
            body=body,
            outline=lambda: self._include(
                "outline.html",
                lesson=lesson,
                heading_words=lambda heading: writer.heading(heading, lesson.prose),
            ),
        )

    def _block(self, block: Block, writer: Writer) -> Markup:
        name, extra = BLOCK_TEMPLATES[type(block)](block)
        return self._include(
            name,
            block=block,
            course=self.course,
            inline=writer.inline,
            prose=writer.block,
            formula=writer.formula,
            **extra,
        )

    def _page(
        self,
        url: str,
        description: Text,
        kind: str,
        template: str = "",
        writer: Writer | None = None,
        needs: frozenset[str] = frozenset(),
        **parts: Any,
    ) -> Page:
        writer = writer or Writer(self.course, self.notation)
        root = "../" * url.count("/")
        idle = {*self.course.needs} - needs
        html = TEMPLATES.get_template(template or url).render(
            url=url,
            root=root,
            python={part: root + self.python[part] for part in self.python if part not in idle},
            kind=kind,
            course=self.course,
            description=writer.words(description),
            inline=writer.inline,
            formula=writer.formula,
            words=writer.words,
            used_terms=writer.used_terms,
            **vars(self.bundle),
            **parts,
        )
        return Page(url, html)

    def _include(self, template: str, **parts: Any) -> Markup:
        return Markup(TEMPLATES.get_template(template).render(**parts))


def widget_parts(block: WidgetBlock) -> tuple[str, Mapping[str, Any]]:
    """Template and first frame, controls, experiments and recording of a widget."""
    states = [experiment.state for experiment in block.widget.experiments()]
    return "widget.html", {
        "first": block.widget.frame(block.widget.first()),
        "controls": block.widget.controls(),
        "experiments": list(zip(states, block.labels, strict=True)),
        "recording": Markup(embedded(record(block.widget.recorded()))),
        "svg": lambda tree: Markup(svg(tree)),
    }


def quiz_parts(block: QuizBlock) -> tuple[str, Mapping[str, Any]]:
    """Template of a quiz, and how it writes the number that is right."""
    return "quiz.html", {"number": right_number}


def right_number(question: NumberQuestion) -> str:
    """The right answer with as many decimals as the tolerance asks for."""
    places = len(f"{question.tolerance:f}".rstrip("0").partition(".")[2])
    return decimals(question.answer, places)


BLOCK_TEMPLATES: dict[type, Any] = {
    MathBlock: lambda block: ("math.html", {}),
    WidgetBlock: widget_parts,
    QuizBlock: quiz_parts,
}


def uses(
    course: Course, used: Callable[[Lesson], Iterable[str]], prefix: str
) -> dict[str, list[tuple[str, Lesson]]]:
    """Address and lesson of the first use in each lesson, by the name of what is used."""
    found: dict[str, list[tuple[str, Lesson]]] = defaultdict(list)
    for section in course.sections:
        for lesson in section.lessons:
            for name in used(lesson):
                found[name].append((f"{lesson_url(section, lesson)}#{prefix}{name}", lesson))
    return found


def entries_of(section: Section) -> list[Entry]:
    """The lessons of a section, written and planned."""
    return [
        Entry(each.title, "", None)
        if isinstance(each, Planned)
        else Entry(each.title, lesson_url(section, each), each)
        for each in section.entries
    ]


def around(entries: list[Entry], index: int) -> list[tuple[str, Entry]]:
    """The entries before and after one, with the way there."""
    before = [("previous", entries[index - 1])] if index > 0 else []
    return [*before, *(("next", entry) for entry in entries[index + 1 : index + 2])]


def lesson_url(section: Section, lesson: Lesson) -> str:
    """The page of a lesson, relative to the site's root."""
    return f"{section.slug}/{lesson.slug}.html"
