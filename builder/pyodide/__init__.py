"""Pyodide's files for the page. The only package that knows Pyodide."""
