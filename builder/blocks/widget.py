"""Kind of block "widget": a figure that computes, of a kind in pycore/widgets/."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from builder.formulas.katex import Formula
from builder.model.source import ContentError, Items, Place, Text, allowed_names, place_at, plain
from builder.project import ROOT
from builder.reading.block import Block, Draft
from builder.reading.yaml_fields import as_fields, text_field
from pycore.frames.answers import find_kind
from pycore.frames.recording import record
from pycore.kit.widget import OptionError, Widget, recorded_frames

KINDS = tuple(
    sorted(path.stem for path in (ROOT / "pycore" / "widgets").iterdir() if path.name[0] != "_")
)
"""What authors can choose of: all that lies in that folder."""


@dataclass(frozen=True)
class WidgetBlock(Block):
    """A widget."""

    kind: str
    """Its name in pycore's table of kinds."""
    options: Mapping[str, Any]
    """The author's options, as pycore parses them."""
    widget: Widget
    """What the options describe."""
    title: Text
    """Its heading."""
    caption: Text | None
    """What to see in it, if said."""
    labels: tuple[Text, ...]
    """What the experiments' buttons say."""

    OWNER = "a widget"
    KEYS = ("kind", "title", "caption")
    SECONDS = 60
    HEIGHT = 1280
    HAS_VALUE = True

    @classmethod
    def check_keys(cls, draft: Draft) -> None:
        """Notes options that neither all widgets have nor those of its kind."""
        kind = read_kind(draft).text
        allowed = ("id", *cls.KEYS, *find_kind(kind).OPTIONS)
        draft.check_keys(draft.fields, allowed, f"widget '{kind}'")

    @classmethod
    def parse(cls, draft: Draft) -> Self:
        """The widget, with its options as its kind reads them."""
        fields, kind = draft.fields, read_kind(draft)
        known = find_kind(kind.text).OPTIONS
        options = {key: plain(value) for key, value in fields.values.items() if key in known}
        try:
            widget = find_kind(kind.text).parse(options)
        except OptionError as error:
            told = allowed_names(error.allowed, error.given) if error.allowed else ""
            raise ContentError(place_at(fields, error.option), f"{error}{told}") from None
        experiments = fields.values.get("try")
        items = experiments.items if isinstance(experiments, Items) else ()
        owner = "an experiment"
        return cls(
            id=draft.id(),
            place=draft.place,
            kind=kind.text,
            options=options,
            widget=widget,
            title=draft.text("title"),
            caption=draft.optional("caption"),
            labels=tuple(text_field(as_fields(item, owner), "label", owner) for item in items),
        )

    @property
    def has_rule(self) -> bool:
        """Whether it shows a second optimiser beside the first, and so a reader's own."""
        return any(control.name == "rival" for control in self.widget.controls())

    def context(self) -> Mapping[str, Any]:
        """First frame, controls, experiments and recording."""
        states = [experiment.state for experiment in self.widget.experiments()]
        first = self.widget.frame(self.widget.first())
        return {
            "first": first,
            "table": ("tbody", {}, *first.table),
            "controls": self.widget.controls(),
            "experiments": list(zip(states, self.labels, strict=True)),
            "recording": record(recorded_frames(self.widget), in_page=True),
        }

    def formulas(self) -> Iterator[tuple[Formula, Place]]:
        """Those beside its readouts and above its columns."""
        for latex in (*self.widget.readouts().values(), *self.widget.columns()):
            yield Formula(latex, False), self.place

    def needs(self) -> frozenset[str]:
        """What its kind needs."""
        return frozenset(self.widget.needs())

    def code_imports(self) -> frozenset[str] | None:
        """Its update rule, which imports nothing, where it has one."""
        return frozenset() if self.has_rule else None

    def value(self) -> Widget:
        """The widget."""
        return self.widget

    def widget_options(self) -> tuple[str, str]:
        """Its own."""
        return self.kind, json.dumps(self.options)

    def title_alone(self, words: Callable[[Text], str], number: str) -> str:
        """Its title."""
        return words(self.title)


def read_kind(draft: Draft) -> Text:
    """The name of the widget's kind."""
    kind = draft.text("kind")
    if kind.text not in KINDS:
        told = allowed_names(KINDS, kind.text)
        raise ContentError(kind.place, f"unknown kind of widget '{kind.text}'{told}")
    return kind


BLOCK = WidgetBlock
