"""The report: a template, filled with what was measured."""

from functools import partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench import tables
from bench.browsing import SLOWED
from bench.generated import density
from bench.limits import LINEAR
from bench.machine import machine, versions
from bench.network import NETWORKS
from bench.places import HERE
from bench.results import read_results
from bench.speed import ENOUGH, TURNS
from bench.summary import Summary

TABLES = (
    tables.limits_table,
    tables.start_table,
    tables.first_answer,
    tables.bytes_table,
    tables.widgets_table,
    tables.readers_table,
    tables.build_table,
    tables.scores_table,
    tables.findings_table,
)


def write_report(date: str) -> str:
    """The report on all that was measured last."""
    summary = Summary(read_results())
    environment = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.md").render(
        {make.__name__: partial(make, summary) for make in TABLES},
        results=summary.results,
        summary=summary,
        machine=machine(),
        versions=versions(),
        networks=NETWORKS,
        density=density(),
        turns=TURNS,
        enough=ENOUGH,
        linear=LINEAR,
        slowed=SLOWED,
        date=date,
    )
