"""HTML: templates, and what fills them."""
