"""The rules for blocks of code: known languages, and no data block that would be shown as code."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from pygments.lexers import get_all_lexers

from builder.model.lesson_parts import Listing, Prose
from builder.model.source import Problem, Text, allowed_names, nearest_name

PLAIN = ("csv", "none", "plain", "plaintext", "pseudocode", "txt")
"""Names of no language, for text that is shown as it is; "text" is Pygments' own."""
MEANT = 0.75
"""How like a kind of block a word must be to be a misspelt one, and no language of code."""
OPENING = re.compile(r"\s*(?:`{3,}|~{3,})[ \t]*([^\s`:{]*)[^`]*$", re.MULTILINE)


@cache
def languages() -> frozenset[str]:
    """All names of languages that a listing can have."""
    return frozenset(PLAIN).union(*(aliases for _, aliases, _, _ in get_all_lexers(plugins=False)))


def check_listings(
    text: Text, prose: Prose, kinds: Collection[str], is_body: bool
) -> Iterator[Problem]:
    """What is wrong with the blocks of code in a text; data blocks stand in a lesson's body."""
    starts = [0, *(found.end() for found in re.finditer("\n", text.text))]
    for listing in prose.listings:
        if told := listing_problem(listing, kinds, is_body):
            yield Problem(text.at(starts[listing.line]), told)


def listing_problem(listing: Listing, kinds: Collection[str], is_body: bool) -> str:
    """What is wrong with a block of code; mostly nothing."""
    if not listing.is_fenced:
        found = OPENING.match(listing.info)
        kind = found[1] if found else ""
        return f"the block '{kind}' must begin at the start of its line" if kind in kinds else ""
    info, word = listing.info.strip(), listing.language
    if word in kinds and not info.startswith("{"):
        if info != word:
            return f"'{info}' opens no block (allowed: '{word}' and nothing else behind the ticks)"
        where = "begin at the start of its line" if is_body else "stand in the text of a lesson"
        return f"the block '{word}' must {where}"
    if info.startswith("{") and not re.match(r"\{\s*[.#]", info):
        return f"'{info}' is no block here{allowed_names(kinds, word)}"
    if not word or word.lower() in languages():
        return ""
    if nearest_name(kinds, word, MEANT):
        return f"unknown kind of block '{word}'{allowed_names(kinds, word)}"
    near = nearest_name(languages(), word, MEANT)
    hint = f". Did you mean '{near}'?" if near else ""
    return f"unknown language '{word}' (allowed: none, or one that Pygments knows){hint}"
