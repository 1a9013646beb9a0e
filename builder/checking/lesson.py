"""The rules for a lesson by itself: each a function from the lesson to problems."""

from collections.abc import Iterable, Iterator

from builder.checking.callouts import check_callouts
from builder.checking.formulas import check_formulas
from builder.checking.html_markup import check_markup
from builder.checking.links import check_images, check_reach
from builder.checking.markdown import check_markdown
from builder.formulas.symbols import Notation
from builder.model.course import Vocabulary
from builder.model.reference import Reference
from builder.model.source import Place, Problem, allowed_names
from builder.reading.found_formulas import lesson_formulas, lesson_references
from builder.reading.markdown_html import converted
from builder.reading.parsed_lesson import ParsedLesson


def check_lesson(
    lesson: ParsedLesson, notation: Notation, vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Everything that is wrong with it, whatever the other lessons say."""
    texts = list(lesson.texts())
    yield from check_formulas(texts, lesson_formulas(lesson), notation, vocabulary)
    for block in lesson.blocks:
        yield from block.check(notation, vocabulary)
    yield from unknown_terms(lesson_references(lesson), vocabulary)
    yield from check_ids(lesson)
    yield from check_images(lesson)
    yield from check_markup(lesson)
    for text in texts:
        yield from check_callouts(text)
        is_body = text is lesson.source
        prose = lesson.prose if is_body else converted(text.text)
        yield from check_markdown(text, prose, is_body)
    yield from check_reach([lesson.title, lesson.summary])
    yield from check_frame(lesson)


def unknown_terms(found: Iterable[Reference], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Terms that the glossary does not define."""
    if "terms" in vocabulary.lost:
        return
    for each in found:
        if each.kind == "term" and each.target not in vocabulary.terms:
            told = f"unknown term '{each.target}'{allowed_names(vocabulary.terms, each.target)}"
            yield Problem(each.place, told)


def check_ids(lesson: ParsedLesson) -> Iterator[Problem]:
    """Two blocks with one id, or a block with the id of a heading."""
    headings = {heading.id for heading in lesson.prose.headings}
    seen: dict[str, Place] = {}
    for block in lesson.blocks:
        if block.id in seen:
            told = f"the id '{block.id}' is taken by the block in line {seen[block.id].line}"
            yield Problem(block.place, told)
        elif block.id in headings:
            yield Problem(block.place, f"the id '{block.id}' is taken by a heading")
        seen.setdefault(block.id, block.place)


def check_frame(lesson: ParsedLesson) -> Iterator[Problem]:
    """A video that is to be framed from nowhere."""
    embed = lesson.video.embed if lesson.video else None
    if embed and not embed.text.startswith("https://"):
        told = f"'{embed.text}' cannot be framed (allowed: an address, https://…)"
        yield Problem(embed.place, told)
