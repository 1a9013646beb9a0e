"""The types: source places and problems, blocks, lessons, course, site."""
