"""The preview while an author writes: a server, a watcher, and what both tell the browser."""
