"""An author's text → parsed values, with a line for every problem."""
