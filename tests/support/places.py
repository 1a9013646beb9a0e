"""Where the tests find what they read."""

from builder.project import ROOT

FROZEN = ROOT / "tests" / "course"
"""A frozen course: editing a published lesson breaks no test of the engine."""
PUBLISHED = ROOT / "content"
"""The published course."""
