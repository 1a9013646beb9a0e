"""Limits to the texts of authors, so that none takes longer to read than its author would wait.

What reads Markdown looks at every place of a paragraph once for each opening bracket in it. The
limits are far above what people write, and hold on every machine alike; time is limited besides,
for what nobody has thought of.
"""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from builder.model.source import ContentError, Place, Text

MOST_LINES = 10_000
MOST_IN_PARAGRAPH = 8_000
MOST_OPENED = {"[": 1_000, "<": 300}
"""In a paragraph."""
SECONDS = 10
"""Of computing for a lesson: a long one takes less than a second."""
EMPTY_LINES = re.compile(r"\n[ \t]*\n")


def check_length(text: Text) -> None:
    """ContentError for a text, or a paragraph of it, that is too long."""
    if len(text.text) <= min(MOST_OPENED.values()):
        return
    if (lines := text.text.count("\n")) > MOST_LINES:
        raise ContentError(text.place, f"this has {lines} lines (allowed: up to {MOST_LINES})")
    start = 0
    for end in [*(each.start() for each in EMPTY_LINES.finditer(text.text)), len(text.text)]:
        paragraph = text.text[start:end].lstrip()
        if told := why_too_much(paragraph):
            raise ContentError(text.at(end - len(paragraph)), f"this paragraph has {told}")
        start = end


def why_too_much(paragraph: str) -> str:
    """What a paragraph has too much of; mostly nothing."""
    if len(paragraph) > MOST_IN_PARAGRAPH:
        return f"{len(paragraph)} characters (allowed: up to {MOST_IN_PARAGRAPH})"
    for each, most in MOST_OPENED.items():
        if (count := paragraph.count(each)) > most:
            return f"{count} times '{each}' (allowed: up to {most})"
    return ""


@contextmanager
def limited_time(place: Place) -> Iterator[None]:
    """ContentError where what is done takes too much computing; not in every thread and system."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise ContentError(place, f"this takes more than {SECONDS} seconds of computing to read")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
