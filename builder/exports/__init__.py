"""A course or a lesson in one file: zip, single page, SCORM package."""
