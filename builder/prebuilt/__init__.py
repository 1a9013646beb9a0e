"""The parts of a site that depend on no course."""
