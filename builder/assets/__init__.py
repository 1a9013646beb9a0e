"""Styles, scripts and fonts of the site."""
