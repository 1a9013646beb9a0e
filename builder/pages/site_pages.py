"""Course → pages."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from builder.cache.code import program_digest
from builder.formulas.symbols import Notation
from builder.model.course import Course, Lesson, Parts, Section
from builder.model.share import Share
from builder.model.site import Bundle, Page
from builder.pages.embed import whole_lesson
from builder.pages.lesson_html import definitions
from builder.pages.lesson_lists import Entry, around, entries_of, uses
from builder.pages.templates import render
from builder.pages.text_writer import Writer
from builder.pages.tree_html import embedded
from builder.pages.update_rules import rule_sources


@dataclass(frozen=True)
class Renderer:
    """What every page is made from."""

    course: Course
    """The whole content."""
    notation: Notation
    """The formulas that stand in no lesson, rendered, and the symbols."""
    bundle: Bundle
    """Addresses of styles, scripts and fonts."""
    python: Mapping[str, str]
    """Addresses of the parts of Python, and of the packages that some pages load besides."""
    parts_of: Callable[[Lesson], Parts]
    """Gives the HTML of a lesson."""

    def pages(self) -> Iterator[Page]:
        """Every page of the site."""
        yield Page("index.html", "", self._index)
        yield Page("glossary.html", "", self._glossary)
        yield Page("404.html", "", self._not_found)
        for section in self.course.sections:
            entries = entries_of(section, self._writer().bare)
            drafts = [entry.url for entry in entries if entry.lesson and entry.lesson.is_draft]
            lists = [section.title, drafts, *((entry.name, entry.url) for entry in entries)]
            for number, lesson in enumerate(section.entries, 1):
                if isinstance(lesson, Lesson):
                    key = self._key(lists, number, lesson)
                    lesson_page = partial(self._lesson, section, entries, number, lesson)
                    yield Page(lesson.url, key, lesson_page)
                    for block, share in enumerate(lesson.alone):
                        yield Page(share.url, key, partial(self._alone, lesson, block, share))

    def _key(self, *made_from: object) -> str:
        """Another key for whatever else the page of a lesson could be made from."""
        course = self.course
        common = (course.title, course.language, course.address, course.python, course.needs)
        told = repr((program_digest(), common, self.bundle, self.python, made_from))
        return sha256(told.encode()).hexdigest()

    def _index(self) -> str:
        writer = self._writer()
        sections = [(section, entries_of(section, writer.bare)) for section in self.course.sections]
        description = writer.words(self.course.description)
        return self._page("index.html", description, writer, sections=sections)

    def _glossary(self) -> str:
        writer = self._writer()
        vocabulary = self.course.vocabulary
        term_uses = uses(self.course, lambda lesson: lesson.terms, "use_")
        symbol_uses = uses(self.course, lambda lesson: lesson.symbols, "use_symbol_")
        terms = sorted(vocabulary.terms.values(), key=lambda term: term.name)
        return self._page(
            "glossary.html",
            "The terms and symbols of this course.",
            writer,
            terms=[(term, term_uses[term.name]) for term in terms],
            symbols=[(each, symbol_uses[each.name]) for each in vocabulary.symbols.values()],
        )

    def _not_found(self) -> str:
        writer = self._writer()
        return self._page("404.html", writer.words(self.course.description), writer)

    def _lesson(self, section: Section, entries: list[Entry], number: int, lesson: Lesson) -> str:
        parts = self.parts_of(lesson)
        return self._lesson_page(
            "lesson.html",
            lesson,
            whole_lesson(lesson),
            parts,
            parts.definitions,
            body=Markup(parts.body),
            section=section,
            number=number,
            entries=entries,
            around=around(entries, number - 1),
        )

    def _alone(self, lesson: Lesson, block: int, share: Share) -> str:
        """The page of a block of the lesson."""
        parts = self.parts_of(lesson)
        body, found = parts.alone[block]
        return self._lesson_page("embed.html", lesson, share, parts, found, body=Markup(body))

    def _lesson_page(
        self,
        template: str,
        lesson: Lesson,
        share: Share,
        parts: Parts,
        found: str,
        **others: Any,
    ) -> str:
        html = {name: Markup(value) for name, value in vars(parts).items()}
        return self._page(
            template,
            lesson.description,
            self._writer(),
            url=share.url,
            kind="article" if share.url == lesson.url else "website",
            canonical=lesson.url,
            needs=share.needs,
            code=share.code,
            lesson=lesson,
            share=share,
            parts=html,
            definitions=lambda: Markup(found),
            rules=Markup(embedded(json.dumps(rule_sources()))),
            **others,
        )

    def _page(
        self,
        template: str,
        description: str,
        writer: Writer,
        url: str = "",
        needs: frozenset[str] = frozenset(),
        code: frozenset[str] | None = None,
        **parts: Any,
    ) -> str:
        url = url or template
        root = "../" * url.count("/")
        known = {
            "canonical": url,
            "kind": "website",
            "definitions": partial(definitions, writer, root),
        }
        return render(
            template,
            url=url,
            root=root,
            **self._python_parts(root, needs, code),
            course=self.course,
            description=description,
            inline=writer.inline,
            bare=writer.bare,
            formula=writer.formula,
            words=writer.words,
            **vars(self.bundle),
            **known | parts,
        )

    def _python_parts(
        self, root: str, needs: frozenset[str], code: frozenset[str] | None
    ) -> dict[str, dict[str, str]]:
        """Addresses for the widgets, for readers' code, and of packages that it may import too."""
        known = {name: root + address for name, address in self.python.items()}
        others = {*self.course.needs} - needs
        unasked = others | {"cells"} | (set() if needs else {"library"})
        python = {name: known[name] for name in known if name not in unasked}
        if code is None:
            return {"python": python, "cells": {}, "lent": {}}
        return {
            "python": python,
            "cells": {"editor": root + self.bundle.editor}
            | {name: known[name] for name in ("library", "cells", *sorted(others & code))},
            "lent": {name: known[name] for name in sorted(others - code)},
        }

    def _writer(self) -> Writer:
        return Writer(self.course.vocabulary, self.notation)
