"""Code that readers may change: run, with its errors in plain words, and checked.

The build runs the author's code with these modules, and a worker of its own runs the readers'. The
widgets' worker never does.
"""
