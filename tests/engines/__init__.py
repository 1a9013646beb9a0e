"""The lesson in three browser engines, wherever it may be opened: `make test-engines`."""
