"""Frames as the page keeps them, and the question that a page asks."""
