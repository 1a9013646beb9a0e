"""The parsers of the blocks of Python, and the table of all blocks' parsers."""

import re
from collections.abc import Callable, Mapping

from builder.model.blocks import Block
from builder.model.code_blocks import CellBlock, Check, ExerciseBlock, imports_of, line_place
from builder.model.source import ContentError, Text, Value, allowed_names
from builder.pyodide.wheels import PACKAGES
from builder.reading.data_blocks import BLOCK_PARSERS, Draft, read_id
from builder.reading.yaml_fields import as_fields, is_yes, items_field, optional_text, text_field
from pycore.cells.explain import MODULES

CELL_KEYS = ("id", "title", "code", "caption")
EXERCISE_KEYS = ("id", "title", "ask", "code", "checks", "hints", "solution", "tries")
TRIES = 3
"""Of an exercise whose author does not say."""
IMPORTED = (*MODULES, "pycore", *PACKAGES)
"""What code in lessons can import."""


def parse_cell(draft: Draft) -> CellBlock:
    """A cell; what it prints is found by running it, later."""
    fields = draft.fields
    draft.check_keys(fields, CELL_KEYS, "a cell")
    block = CellBlock(
        id=read_id(fields, "a cell"),
        place=draft.place,
        title=text_field(fields, "title", "a cell"),
        code=text_field(fields, "code", "a cell"),
        caption=optional_text(fields, "caption"),
        output="",
    )
    note_imports(block, draft)
    return block


def parse_exercise(draft: Draft) -> ExerciseBlock:
    """An exercise with at least one check that readers see."""
    fields, owner = draft.fields, "an exercise"
    draft.check_keys(fields, EXERCISE_KEYS, owner)
    checks = tuple(read_check(item, draft) for item in items_field(fields, "checks", owner))
    if all(check.is_hidden for check in checks):
        draft.note(fields.places["checks"], "an exercise needs a check that is not hidden")
    hints = items_field(fields, "hints", owner) if "hints" in fields.values else ()
    texts = tuple(hint for hint in hints if isinstance(hint, Text))
    if len(texts) < len(hints):
        raise ContentError(fields.places["hints"], "hints must be a list of texts")
    block = ExerciseBlock(
        id=read_id(fields, owner),
        place=draft.place,
        title=text_field(fields, "title", owner),
        ask=text_field(fields, "ask", owner),
        code=text_field(fields, "code", owner),
        checks=checks,
        hints=texts,
        solution=text_field(fields, "solution", owner),
        tries=read_tries(optional_text(fields, "tries")),
    )
    note_imports(block, draft)
    return block


def read_check(item: Value, draft: Draft) -> Check:
    """A check of an exercise."""
    fields = as_fields(item, "a check")
    draft.check_keys(fields, ("say", "test", "hidden"), "a check")
    return Check(
        say=text_field(fields, "say", "a check"),
        test=read_test(text_field(fields, "test", "a check")),
        is_hidden=is_yes(fields, "hidden", "the check is hidden"),
    )


def read_test(test: Text) -> Text:
    """The expression of a check."""
    try:
        compile(test.text.strip(), "<check>", "eval")
    except (SyntaxError, ValueError):
        told = f"the test '{test.text.strip()}' is no Python expression"
        raise ContentError(test.place, told) from None
    return test


def read_tries(text: Text | None) -> int:
    """How many checks may fail before the solution can be seen."""
    if text is None:
        return TRIES
    if not re.fullmatch("[1-9]", text.text.strip()):
        raise ContentError(text.place, f"'{text.text}' is no number of tries (allowed: 1 to 9)")
    return int(text.text)


def note_imports(block: CellBlock | ExerciseBlock, draft: Draft) -> None:
    """Notes what the code imports and pages do not have, though this machine may."""
    for source in block.sources():
        for name, line in imports_of(source.text):
            if name not in IMPORTED:
                told = f"pages have no module '{name}'{allowed_names(IMPORTED, name)}"
                draft.note(line_place(source, line), told)


PARSERS: Mapping[str, Callable[[Draft], Block]] = {
    **BLOCK_PARSERS,
    "cell": parse_cell,
    "exercise": parse_exercise,
}
