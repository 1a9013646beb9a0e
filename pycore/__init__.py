"""The mathematics of the lessons, in pure Python: the builder and the reader's browser run it."""
