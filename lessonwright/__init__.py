"""The installed tool, under the one name that it takes among other people's packages."""
