"""The course: what was read, with its lessons made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from builder.lessons import Made, make_lessons
from builder.model.course import Course, Lesson, Planned, Section
from builder.model.source import Notes, Problem
from builder.reading.course import CoursePlan, Source


def make_course(plan: CoursePlan, notes: Notes, drafts: bool) -> Course:
    """The course of a plan, with drafts where they are asked for; notes what is wrong with it."""
    sources = [each for each in plan.sources if drafts or each.is_listed]
    outcomes = make_lessons(sources, plan.vocabulary)
    made = {id(source): outcome for source, outcome in zip(sources, outcomes, strict=True)}
    for outcome in outcomes:
        notes.problems.extend(outcome.problems)
        notes.lost.update(["lessons"] if outcome.is_lost else [])
    sections = []
    for section in plan.sections:
        found = tuple(shown_entries(entries_of(section.entries, made), notes, drafts))
        sections.append(Section(section.slug, section.title, section.summary, found))
    return Course(
        title=plan.title,
        description=plan.description,
        language=plan.language,
        address=plan.address,
        python=plan.python,
        sections=tuple(sections),
        vocabulary=plan.vocabulary,
        lost=frozenset(notes.lost),
    )


def entries_of(
    entries: Iterable[Source | Planned], made: Mapping[int, Made]
) -> Iterator[Lesson | Planned]:
    """The lessons that could be made, and those that are planned."""
    for entry in entries:
        if isinstance(entry, Planned):
            yield entry
        elif id(entry) in made and (lesson := made[id(entry)].lesson):
            yield lesson if entry.is_listed else replace(lesson, is_draft=True)


def shown_entries(
    entries: Iterable[Lesson | Planned], notes: Notes, drafts: bool
) -> Iterator[Lesson | Planned]:
    """The entries without drafts, or with those; a draft is noted."""
    for entry in entries:
        is_draft = isinstance(entry, Lesson) and entry.is_draft
        if isinstance(entry, Lesson) and is_draft and not drafts:
            told = "this lesson is a draft, and the site does not show it"
            notes.problems.append(Problem(entry.place, told, is_warning=True))
        if drafts or not is_draft:
            yield entry
