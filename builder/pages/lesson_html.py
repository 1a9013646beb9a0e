"""A parsed lesson → the lesson: the HTML of its page, and what the course has to know of it."""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from builder.formulas.symbols import Notation
from builder.model.course import Lesson, Parts, Vocabulary
from builder.model.share import Share
from builder.model.source import Text
from builder.pages.embed import LEAD_BACK, standing_alone
from builder.pages.templates import render
from builder.pages.text_writer import TAG, Writer
from builder.reading.block import Block
from builder.reading.found_formulas import lesson_formulas, lesson_references, lesson_terms
from builder.reading.parsed_lesson import ParsedLesson


def describe(
    lesson: ParsedLesson, section: str, key: str, vocabulary: Vocabulary, notation: Notation
) -> Lesson:
    """What the course knows of the lesson."""
    writer = Writer(vocabulary, notation)
    formulas = [formula for formula, _ in lesson_formulas(lesson)]
    shown = "".join(TAG.sub("", notation.formulas[each].html) for each in formulas)
    kinds = ("link", "image", "file")
    return Lesson(
        key=key,
        place=lesson.place,
        section=section,
        slug=lesson.slug,
        title=writer.words(lesson.title),
        name=str(writer.bare(lesson.title)),
        description=writer.words(lesson.summary),
        about=str(writer.bare(lesson.summary)),
        minutes=lesson.minutes,
        is_draft=lesson.is_draft,
        video=lesson.video,
        needs=lesson.needs,
        code=lesson.code,
        ids=lesson.ids,
        widgets=lesson.widgets,
        references=tuple(each for each in lesson_references(lesson) if each.kind in kinds),
        terms=lesson_terms(lesson),
        symbols=notation.used(formulas),
        texts_show=characters("".join(text.text for text in lesson.texts())),
        formulas_show=characters(shown),
        alone=tuple(shares(lesson, section, writer.words)),
        inputs=lesson.inputs,
    )


def characters(text: str) -> str:
    """The characters of a text, each once, in order."""
    return "".join(sorted(set(text)))


def shares(lesson: ParsedLesson, section: str, words: Callable[[Text], str]) -> Iterator[Share]:
    """The blocks that can stand alone."""
    for block in lesson.blocks:
        if not block.HEIGHT:
            continue
        alike = [each.id for each in lesson.blocks if type(each) is type(block)]
        number = str(alike.index(block.id) + 1) if len(alike) > 1 else ""
        yield Share(
            title=f"{block.title_alone(words, number)} – {words(lesson.title)}",
            url=f"embed/{lesson.slug}/{block.id}.html",
            link=f"{section}/{lesson.slug}.html#{block.id}",
            height=block.HEIGHT,
            needs=block.needs(),
            code=block.code_imports(),
            has_states=block.widget_options() is not None,
        )


def compose(
    parsed: ParsedLesson, lesson: Lesson, vocabulary: Vocabulary, notation: Notation
) -> Parts:
    """The HTML of the lesson's page."""
    writer = Writer(vocabulary, notation)
    shared = {share.link.partition("#")[2]: share for share in lesson.alone}
    blocks: dict[str, Markup] = {}

    def block_of(number: int) -> Markup:
        block = parsed.blocks[number]
        blocks[block.id] = write_block(block, writer, shared.get(block.id))
        return blocks[block.id]

    title = writer.inline(parsed.title)
    video_title = writer.inline(parsed.video.title) if parsed.video else ""
    heading, summary = writer.inline(parsed.heading), writer.inline(parsed.summary)
    body = writer.body(parsed.prose, block_of)
    headings = [each for each in parsed.prose.headings if each.level == 3]
    words = [(each.id, writer.heading(each, parsed.prose)) for each in headings]
    return Parts(
        title=str(title),
        heading=str(heading),
        summary=str(summary),
        video_title=str(video_title),
        outline=str(render("outline.html", headings=words)),
        body=str(body),
        definitions=str(definitions(writer, "../")),
        alone=tuple(
            write_alone(blocks[name], lesson, Writer(vocabulary, notation)) for name in shared
        ),
    )


def write_alone(html: Markup, lesson: Lesson, writer: Writer) -> tuple[str, str]:
    """Body and definitions for the page of a block, which is written already."""
    writer.take_over(html)
    return standing_alone(html, lesson.url), str(definitions(writer, LEAD_BACK))


def definitions(writer: Writer, root: str) -> Markup:
    """What the terms on a page open."""
    terms = writer.used_terms()
    return render("definitions.html", terms=terms, inline=writer.inline, root=root)


def write_block(block: Block, writer: Writer, share: Share | None) -> Markup:
    """The HTML of a block."""
    return render(
        block.template,
        block=block,
        symbols=writer.vocabulary.symbols,
        inline=writer.inline,
        prose=writer.block,
        words=writer.words,
        formula=writer.formula,
        share=share,
        **block.context(),
    )
