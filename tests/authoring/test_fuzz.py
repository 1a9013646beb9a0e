"""No text ends in a traceback: some of those that the bench tries, and what hypothesis finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fuzz import MARKS, PIECES, failures
from builder.reading.content_folder import REFUSED
from builder.reading.markdown_html import FORMULA, convert

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def test_mutated_lessons_have_problems_or_pages() -> None:
    assert list(failures(seed=7, count=100)) == []


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES) | WORDS, max_size=30))
def test_any_text_is_converted_or_faulty_in_a_line_of_its_own(parts: list[str]) -> None:
    text = REFUSED.sub("", "".join(parts))
    prose = convert(text)
    assert {fault.line for fault in prose.faults} <= set(range(text.count("\n") + 1))
    assert not MARKS.search(FORMULA.sub("", prose.html))
