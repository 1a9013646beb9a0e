"""The folder of the site: what a build wrote there, and putting the new one in its place."""
