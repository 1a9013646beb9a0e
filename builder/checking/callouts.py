"""The lines of folding call-outs, "/// details | Title" … "///": Markdown shows wrong ones raw."""

import re
from collections.abc import Iterator
from itertools import takewhile

from builder.model.source import Place, Problem, Text, allowed_names, nearest_name
from builder.reading.references import without_code

LINE = re.compile(r"[ ]{0,3}(?P<slashes>/{3,})[ ]*(?P<rest>.*?)[ ]*$")
OPENING = re.compile(r"(?P<name>[\w-]+)[ ]*(?:\|.*)?$")
OPTION = re.compile(r"[ ]*(?P<key>[\w-]+)[ ]*:[ ]*(?P<value>.*?)[ ]*$")
INDENT = "    "
NAMES = ("details",)
OPTIONS = {"type": ("refresher",), "open": ("true", "false")}
WORD = re.compile(r"[\w-]+")
MEANT = 0.75
"""How like an option the beginning of a line must be to be one, and no text."""


def check_callouts(text: Text) -> Iterator[Problem]:
    """What is wrong with the call-outs of a text."""
    if "///" not in text.text:
        return
    lines = placed_lines(text, without_code(text.text))
    written = placed_lines(text, text.text)
    opened: list[tuple[str, Place]] = []
    for number, (line, place) in enumerate(lines):
        found = LINE.match(line)
        if found and found["rest"]:
            yield from check_opening(found["rest"], place)
            yield from check_options(written[number + 1 :])
            yield from note_opened(opened, found["slashes"], place)
        elif found:
            yield from note_closed(opened, found["slashes"], place)
    for slashes, place in opened:
        yield Problem(place, f"{never_closed(slashes)} with '{slashes}'")


def placed_lines(text: Text, inside: str) -> list[tuple[str, Place]]:
    """The lines of what a text holds, with their places."""
    lines, index = [], 0
    for line in inside.split("\n"):
        lines.append((line.expandtabs(4), text.at(index)))
        index += len(line) + 1
    return lines


def check_opening(rest: str, place: Place) -> Iterator[Problem]:
    """What stands behind the slashes that open a call-out."""
    found = OPENING.match(rest)
    if not found:
        yield Problem(place, f"'/// {rest}' opens no call-out (allowed: /// details | Title)")
    elif found["name"].lower() not in NAMES:
        name = found["name"]
        yield Problem(place, f"unknown kind of call-out '{name}'{allowed_names(NAMES, name)}")


def check_options(lines: list[tuple[str, Place]]) -> Iterator[Problem]:
    """The options in the lines behind an opening one."""
    below = list(takewhile(lambda each: each[0].startswith(INDENT) and each[0].strip(), lines))
    for line, place in below:
        yield from check_option(line, place)
    for line, place in lines[len(below) :]:
        found = OPTION.match(line)
        if found and nearest_name(OPTIONS, found["key"], MEANT) and WORD.fullmatch(found["value"]):
            told = f"the option '{found['key']}' must stand right below '/// details', indented"
            yield Problem(place, f"{told} by four spaces")
        elif line.strip():
            return


def check_option(line: str, place: Place) -> Iterator[Problem]:
    """An option in its right place."""
    found = OPTION.match(line)
    if not found:
        told = f"'{line.strip()}' is no option of a call-out (allowed: 'key: value' lines, or a"
        yield Problem(place, f"{told} blank line before indented text)")
    elif found["key"] not in OPTIONS:
        key = found["key"]
        told = f"unknown option '{key}' for a call-out{allowed_names(OPTIONS, key)}"
        yield Problem(place, told)
    elif found["value"] not in OPTIONS[found["key"]]:
        key, value = found["key"], found["value"]
        told = f"'{key}' of a call-out cannot be '{value}'{allowed_names(OPTIONS[key], value)}"
        yield Problem(place, told)


def note_opened(opened: list[tuple[str, Place]], slashes: str, place: Place) -> Iterator[Problem]:
    """Adds a call-out to those that are open; one with as many slashes is left open then."""
    for other in [each for each in opened if each[0] == slashes]:
        opened.remove(other)
        told = f"{never_closed(slashes)} with '{slashes}' (another begins in line {place.line})"
        yield Problem(other[1], told)
    opened.append((slashes, place))


def note_closed(opened: list[tuple[str, Place]], slashes: str, place: Place) -> Iterator[Problem]:
    """Takes away the call-out that is closed, and what was left open in it."""
    if slashes not in [each[0] for each in opened]:
        yield Problem(place, f"the '{slashes}' closes no call-out")
        return
    while opened[-1][0] != slashes:
        inner, where = opened.pop()
        told = f"{never_closed(inner)} with '{inner}' (the one around it ends in line {place.line})"
        yield Problem(where, told)
    opened.pop()


def never_closed(slashes: str) -> str:
    """The beginning of the sentence about a call-out that is left open."""
    return f"the call-out '{slashes}' that opens here is never closed"
