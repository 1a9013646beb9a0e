"""Every widget of every lesson: how soon it answers, and how it plays on a slow machine."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from bench.browsing import new_reader, open_page, play_slowed
from bench.host import Host
from bench.network import AS_IS, NETWORKS, Network
from bench.rivals import JAVASCRIPT, OURS, Rival
from bench.start import COLD, Visit, made

WIDGET = re.compile(r'<lesson-widget id="([^"]+)"')


def find_widgets(site: Path) -> Sequence[Rival]:
    """All widgets of a built site, each with the address that leads to it."""
    pages = sorted(site.glob("*/*.html"))
    return [
        Rival(
            f"{page.stem}#{name}", f"/ours/{page.relative_to(site).as_posix()}#{name}", OURS.engine
        )
        for page in pages
        for name in WIDGET.findall(page.read_text("utf-8"))
    ]


def measure_widgets(host: Host, site: Path, rounds: int) -> Iterator[Visit]:
    """All in turn, and the plain page among them, round after round."""
    pages = (JAVASCRIPT, *find_widgets(site))
    with sync_playwright() as playwright:
        for network in NETWORKS:
            for _ in range(rounds):
                for page in pages:
                    yield play(playwright, host, network, page)


def play(playwright: Playwright, host: Host, network: Network, rival: Rival) -> Visit:
    """A first visit; without a slow line its widget is played besides."""
    with new_reader(playwright, host, network) as reader, reader.browser() as page:
        marks = open_page(page, host.url(rival.path), rival.needs)
        answers = host.settle()
        if rival != JAVASCRIPT and network == AS_IS:
            marks |= play_slowed(page)
        return made(rival, reader, COLD, marks, answers)
