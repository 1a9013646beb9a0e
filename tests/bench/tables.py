"""The report's tables, as Markdown."""

from collections.abc import Callable, Iterable, Sequence

from bench.builders import BUILDERS
from bench.lighthouse import CATEGORIES, PAGES
from bench.limits import Limit, check_limits
from bench.network import AS_IS, NETWORKS
from bench.rivals import OURS, RIVALS
from bench.speed import CLEAN, EDIT
from bench.start import COLD, FOLLOWING, SECOND
from bench.summary import Spread, Summary, spread

NONE = "–"
TRAFFIC = 100e9
"""Bytes a month: GitHub Pages' soft limit."""
MARKS = {"first figure": "figure", "first answer to Step": "answer", "Python ready": "python"}
OCCASIONS = {CLEAN: "clean build", EDIT: "after one edit"}
FORMS: dict[str, tuple[str, Callable[[float], str]]] = {
    "seconds": ("seconds", "{:.2f}".format),
    "memory": ("MB at the peak", lambda size: f"{size / 1e6:,.0f}"),
}
"""What of a build is told, in which unit and how."""
whole = "{:,.0f}".format


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; all columns but the first are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(found: Spread | None, form: Callable[[float], str]) -> str:
    """The median, with the lowest and the highest where they differ: "105 (98–131)"."""
    if not found:
        return NONE
    middle, low, high = map(form, (found.middle, min(found.values), max(found.values)))
    return middle if low == high else f"{middle} ({low}–{high})"


def limits_table(summary: Summary) -> str:
    """Every figure that has a limit."""
    rows = [
        (each.figure, amount(each.value), bound(each), "met" if each.met else "**not met**")
        for each in check_limits(summary)
    ]
    return table(("figure", "measured", "limit", ""), rows)


def bound(limit: Limit) -> str:
    return f"at {'least' if limit.least else 'most'} {amount(limit.limit)}"


def amount(value: float) -> str:
    """A score, bytes, or a ratio: "100", "150,000", "0.40"."""
    return whole(value) if value > 20 else f"{value:.2f}"


def start_table(summary: Summary, network: str) -> str:
    """Milliseconds of all rivals by way of a network."""
    visits = [(rival, occasion) for occasion in (COLD, SECOND) for rival in RIVALS]
    rows = []
    for rival, occasion in (*visits, (OURS, FOLLOWING)):
        times = {mark: summary.time(rival.name, network, occasion, mark) for mark in rival.needs}
        name = rival.name if occasion == COLD else f"{rival.name}, {occasion}"
        rows.append([name, *(cell(times.get(mark), whole) for mark in MARKS.values())])
    return table(("ms since the navigation began", *MARKS), rows)


def first_answer(summary: Summary, network: str) -> str:
    """When our Python gave its first answer."""
    return cell(summary.time(OURS.name, network, COLD, "result"), whole)


def widgets_table(summary: Summary) -> str:
    """Every widget: its first answer by way of each network, and how smoothly it plays."""
    found = summary.widgets
    answered = [(network.name, "answer") for network in NETWORKS]
    played = [(AS_IS.name, mark) for mark in ("python", "step", "frames", "longest")]
    rows = [
        [name, *(cell(found.time(name, at, COLD, mark), whole) for at, mark in answered + played)]
        for name in found.names
    ]
    answers = (f"first answer, {network.name}" for network in NETWORKS)
    rates = ("frames a second in Step", "in Run", "longest task then")
    return table(("lesson#widget", *answers, f"`live`, {AS_IS.name}", *rates), rows)


def bytes_table(summary: Summary) -> str:
    """What visits weigh."""
    parts = ((COLD, "before"), (COLD, "total"), (SECOND, "total"), (FOLLOWING, "total"))
    rows = []
    for rival in RIVALS:
        sizes = [summary.size(rival.name, AS_IS.name, *part) for part in parts]
        rows.append([rival.name, *(cell(each, whole) for each in sizes)])
    return table(("bytes", "without Python", "with Python", SECOND, FOLLOWING), rows)


def readers_table(summary: Summary) -> str:
    """How many first visits GitHub Pages' limit is enough for."""
    kinds = {
        "`near`, and everybody comes near the widget": "total",
        "`demand`, and everybody asks what the record cannot answer": "total",
        "`demand`, and nobody does": "before",
    }
    rows = []
    for about, part in kinds.items():
        if size := summary.size(OURS.name, AS_IS.name, COLD, part):
            rows.append((about, whole(size.middle), whole(TRAFFIC / size.middle)))
    return table(("Python starts", "bytes a reader", "readers a month"), rows)


def build_table(summary: Summary, occasion: str, part: str) -> str:
    """Seconds or memory of builds, by builder and number of lessons."""
    unit, form = FORMS[part]
    rows = []
    for builder in BUILDERS:
        cells = [builder.name]
        for size in summary.sizes:
            late = None in summary.costs(builder.name, size, occasion)
            found = summary.cost(builder.name, size, occasion, part)
            cells.append("not over in time" if late else cell(found, form))
        rows.append(cells)
    return table((f"{OCCASIONS[occasion]}, {unit}", *map(whole, summary.sizes)), rows)


def scores_table(summary: Summary) -> str:
    """Lighthouse's scores."""
    rows = []
    for page in PAGES:
        runs = summary.scores(page)
        spreads = [spread(each.scores[name] for each in runs) for name in CATEGORIES]
        rows.append([page, *(cell(each, whole) for each in spreads)])
    return table(("page", *CATEGORIES), rows)


def findings_table(summary: Summary) -> str:
    """What Lighthouse did not pass, in the run with the median performance."""
    rows = [
        (f"{page}: {each.audit}", f"{each.weight:.0f}", f"{each.score:.2f}", each.shown, where)
        for page in PAGES
        for run in summary.scores(page)[:1]
        for each in run.findings
        for where in [" ".join(f"`{place}`" for place in each.places)]
    ]
    return table(("audit", "weight", "score", "value", "at"), rows)
