"""What a failed browser test leaves in test-results/: pictures of its pages, and traces."""

import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as PlaywrightError

from builder.project import ROOT

RESULTS = ROOT / "test-results"


def start_trace(context: BrowserContext) -> None:
    """Notes all that happens in a context from now on."""
    context.tracing.start(screenshots=True, snapshots=True, sources=True)


def keep_evidence(browser: Browser, test: str, has_traces: bool) -> list[Path]:
    """The files: a picture of each open page, and a trace of each context if one was started."""
    folder = RESULTS / re.sub(r"[^\w.-]+", "-", test).strip("-")
    files = []
    for number, context in enumerate(browser.contexts, 1):
        with suppress(PlaywrightError):  # A page may have crashed, or be about to close.
            for at, page in enumerate(context.pages, 1):
                path = folder / f"{number}-{at}.png"
                page.screenshot(path=path, timeout=5000)
                files.append(path)
            if has_traces:
                path = folder / f"{number}.zip"
                context.tracing.stop(path=path)
                start_trace(context)
                files.append(path)
    return files
