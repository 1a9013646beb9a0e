"""The lesson in three browser engines and in all places where it may be opened: `make test-engines`."""
