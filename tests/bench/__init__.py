"""`make bench`: the start of Python, builds and Lighthouse's scores, side by side with rivals."""
