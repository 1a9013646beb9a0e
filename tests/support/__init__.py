"""What several tests use: courses, servers, pages."""
