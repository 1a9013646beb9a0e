"""The rules within a lesson and across the course, and the running of authors' code."""
