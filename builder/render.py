"""Course → pages. The only module that renders Jinja's templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from builder.assets import Bundle
from builder.drawing import embedded, svg
from builder.embed import Share, share_block, share_lesson, standing_alone
from builder.lists import around, entries_of, lesson_url, uses
from builder.model import (
    Block,
    Course,
    Lesson,
    MathBlock,
    NumberQuestion,
    Page,
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
            page
            for section in self.course.sections
            for number, lesson in enumerate(section.entries, 1)
            if isinstance(lesson, Lesson)
            for page in self._lesson(section, number, lesson)
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

    def _lesson(self, section: Section, number: int, lesson: Lesson) -> Iterator[Page]:
        """The lesson's page, and a page for each block that can stand alone."""
        writer = Writer(self.course, self.notation)
        entries = entries_of(section)
        url = lesson_url(section, lesson)
        shared = {
            block.id: share_block(block, lesson, url, writer.words) for block in lesson.blocks
        }
        blocks: dict[str, Markup] = {}

        def block_of(count: int) -> Markup:
            block = lesson.blocks[count]
            blocks[block.id] = self._block(block, writer, shared[block.id])
            return blocks[block.id]

        body = writer.body(lesson.prose, block_of)
        yield self._page(
            url,
            lesson.summary,
            "article",
            "lesson.html",
            writer,
            needs=lesson.needs,
            share=share_lesson(lesson, url, writer.words),
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
        for block in lesson.blocks:
            if share := shared[block.id]:
                yield self._alone(block, blocks[block.id], share, lesson, url)

    def _alone(
        self, block: Block, html: Markup, share: Share, lesson: Lesson, lesson_page: str
    ) -> Page:
        """The page under embed/ of a block, which is written already."""
        writer = Writer(self.course, self.notation)
        writer.take_over(html)
        return self._page(
            share.url,
            lesson.summary,
            "website",
            "embed.html",
            writer,
            needs=frozenset(block.widget.NEEDS if isinstance(block, WidgetBlock) else ()),
            canonical=lesson_page,
            share=share,
            lesson=lesson,
            body=Markup(standing_alone(html, lesson_page)),
        )

    def _block(self, block: Block, writer: Writer, share: Share | None) -> Markup:
        name, extra = BLOCK_TEMPLATES[type(block)](block)
        return self._include(
            name,
            block=block,
            course=self.course,
            inline=writer.inline,
            prose=writer.block,
            formula=writer.formula,
            share=share,
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
        canonical: str = "",
        **parts: Any,
    ) -> Page:
        writer = writer or Writer(self.course, self.notation)
        root = "../" * url.count("/")
        idle = {*self.course.needs} - needs
        html = TEMPLATES.get_template(template or url).render(
            url=url,
            canonical=canonical or url,
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
