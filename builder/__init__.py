"""Turns a course in Markdown into a site; `build.py` is the flow."""
