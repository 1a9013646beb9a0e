"""Lighthouse's scores of the lesson and of the contents, as on a mobile phone."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.host import Host
from bench.network import AS_IS
from bench.places import PACKAGES, bench_node, environment
from bench.rivals import LESSON
from support.chromium import find_chromium

PAGES = {"lesson": f"/ours/{LESSON}", "index": "/ours/index.html"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FEW = 3
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"


@dataclass(frozen=True)
class Finding:
    """An audit that is not passed in full."""

    category: str
    audit: str
    weight: float
    """Its part of the category's score; 0 for what is only told."""
    score: float
    shown: str
    """The value, for people; may be empty."""
    places: tuple[str, ...]
    """Elements of the page that it is about, the first few."""


@dataclass(frozen=True)
class Scores:
    """One run over one page."""

    page: str
    scores: dict[str, int]
    """0 to 100, by category."""
    findings: tuple[Finding, ...]

    @property
    def line(self) -> str:
        return f"{self.page}: {', '.join(f'{name} {score}' for name, score in self.scores.items())}"


def measure_scores(host: Host, rounds: int) -> Iterator[Scores]:
    """All pages in turn, round after round. Lighthouse itself plays a slow phone and network."""
    host.begin(AS_IS)
    for _ in range(rounds):
        for page, path in PAGES.items():
            yield scores_of(page, look(host.url(path)))


def look(url: str) -> Mapping[str, Any]:
    """Lighthouse's report on a page."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = (
            bench_node(),
            PACKAGES / "lighthouse" / "cli" / "index.js",
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
        )
        variables = environment() | {"CHROME_PATH": os.fspath(find_chromium())}
        subprocess.run(command, check=True, env=variables, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return found


def scores_of(page: str, report: Mapping[str, Any]) -> Scores:
    """What counts of a report."""
    scores = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    findings = [
        finding(name, part["id"], part["weight"], audit)
        for name in CATEGORIES
        for part in report["categories"][name]["auditRefs"]
        if (audit := report["audits"][part["id"]])["score"] not in (None, 1)
    ]
    return Scores(page, scores, tuple(findings))


def finding(category: str, name: str, weight: float, audit: Mapping[str, Any]) -> Finding:
    """An audit of a report, with what it found where."""
    found = [item.get("node") for item in audit.get("details", {}).get("items", [])]
    places = [node["selector"] for node in found if isinstance(node, dict)]
    shown = audit.get("displayValue", "").replace("\xa0", " ")
    return Finding(category, name, weight, audit["score"], shown, tuple(places[:FEW]))
