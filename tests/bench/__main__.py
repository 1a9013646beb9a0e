"""The command line of `make bench`; ARGS="start --rounds 3" and the like measure a part alone."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.builders import keep_cache
from bench.fuzz import tell_failures
from bench.generated import write_course
from bench.host import hosting
from bench.lighthouse import measure_scores
from bench.places import REPORT, SITE, TREE, WORK, copy_tree, environment, our_command
from bench.processes import run
from bench.report import write_report
from bench.results import Record, keep, machine_load
from bench.rivals import folders, write_pages
from bench.speed import SIZES, Build, first_build, measure_builds
from bench.start import measure_starts
from bench.widgets import measure_widgets

BUSY = 0.7
"""Load above which somebody else is at work."""


def main() -> None:
    """Measures the parts, keeps what was found, and writes the report on all that is kept."""
    options = read_options()
    if "fuzz" in options.parts:
        sys.exit(tell_failures(options.seed, options.texts) > 0)
    copy_tree()
    first = first_build(options.limit)
    keep_cache()
    for part in options.parts or MEASURE:
        load = machine_load()
        if load > BUSY:
            print(f"Something else runs on this machine (load {load}): times will be too long.")
        keep(part, load, [tell(each) for each in MEASURE[part](options, first)])
    report = write_report(options.date)
    print(report.partition("## How it was measured")[0])
    options.report.write_text(report, "utf-8")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("make bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        type=part,
        help=f"{', '.join(MEASURE)}; all if none is named; fuzz tries texts instead",
    )
    parser.add_argument("--texts", type=int, default=10_000, help="texts to try")
    parser.add_argument("--seed", type=int, default=1, help="other texts for another number")
    parser.add_argument("--rounds", type=int, default=5, help="visits of each kind")
    parser.add_argument("--scores", type=int, default=3, help="runs of Lighthouse over each page")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of lessons")
    parser.add_argument("--limit", type=float, default=1800, help="seconds for one build")
    parser.add_argument("--date", default="", help="the day, to stand in the report")
    parser.add_argument("--report", type=Path, default=REPORT)
    return parser.parse_args()


def part(name: str) -> str:
    """A part's name, if it is one."""
    if name not in (*MEASURE, "fuzz"):
        allowed = ", ".join([*MEASURE, "fuzz"])
        raise argparse.ArgumentTypeError(f"unknown part '{name}' (allowed: {allowed})")
    return name


def start(options: argparse.Namespace, _: Build) -> Iterator[Record]:
    content = WORK / "two" / "content"
    write_course(content, 2)
    run(our_command(content, WORK / "two" / "site"), TREE, environment(), options.limit)
    with hosting(folders(SITE, WORK / "two" / "site")) as host:
        yield from measure_starts(host, options.rounds)


def widgets(options: argparse.Namespace, _: Build) -> Iterator[Record]:
    with hosting({"ours": SITE, "rivals": write_pages()}) as host:
        yield from measure_widgets(host, SITE, options.rounds)


def build(options: argparse.Namespace, first: Build) -> Iterator[Record]:
    yield first
    yield from measure_builds(options.sizes, options.limit)


def lighthouse(options: argparse.Namespace, _: Build) -> Iterator[Record]:
    with hosting({"ours": SITE}) as host:
        yield from measure_scores(host, options.scores)


MEASURE: dict[str, Callable[[argparse.Namespace, Build], Iterator[Record]]] = {
    "start": start,
    "widgets": widgets,
    "build": build,
    "lighthouse": lighthouse,
}


def tell(record: Record) -> Record:
    """Says what was just measured."""
    print(record.line, flush=True)
    return record


if __name__ == "__main__":
    main()
