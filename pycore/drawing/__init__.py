"""Marks → SVG trees, and the pictures that several widgets share."""
