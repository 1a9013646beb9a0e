"""The widget kinds: one module or one folder each, by the name that authors use, and nothing else.

Each has a ``WIDGET``, the class that the kind is (see `pycore/kit/widget.py`).
"""
