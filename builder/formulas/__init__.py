"""KaTeX, and the symbols in a formula."""
