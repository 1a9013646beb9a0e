"""What was measured, kept from run to run, so that a part can be measured again alone."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.lighthouse import Finding, Scores
from bench.places import RESULTS
from bench.processes import Cost
from bench.speed import Build
from bench.start import Visit

type Record = Visit | Build | Scores


@dataclass(frozen=True)
class Results:
    """The last measurement of each part; empty where there is none."""

    visits: tuple[Visit, ...]
    widgets: tuple[Visit, ...]
    builds: tuple[Build, ...]
    scores: tuple[Scores, ...]
    loads: dict[str, float]
    """How many processes wanted to run on the machine when a part began, by the part's name."""


def machine_load() -> float:
    """That of the last minute."""
    return round(os.getloadavg()[0], 1)


def keep(part: str, load: float, records: Sequence[Record]) -> None:
    """Writes what a part has measured."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    told = {"load": load, "records": [asdict(each) for each in records]}
    (RESULTS / f"{part}.json").write_text(json.dumps(told, indent=1), "utf-8")


def read_results() -> Results:
    """All parts."""
    told = {path.stem: json.loads(path.read_text("utf-8")) for path in RESULTS.glob("*.json")}

    def records(part: str) -> list[dict[str, Any]]:
        return list(told.get(part, {}).get("records", []))

    return Results(
        tuple(Visit(**each) for each in records("start")),
        tuple(Visit(**each) for each in records("widgets")),
        tuple(read_build(each) for each in records("build")),
        tuple(read_scores(each) for each in records("lighthouse")),
        {part: each["load"] for part, each in told.items()},
    )


def read_build(record: dict[str, Any]) -> Build:
    cost = record["cost"]
    return Build(**record | {"cost": Cost(**cost) if cost else None})


def read_scores(record: dict[str, Any]) -> Scores:
    findings = (each | {"places": tuple(each["places"])} for each in record["findings"])
    return Scores(**record | {"findings": tuple(Finding(**each) for each in findings)})
