"""Functions, optimisers and models."""
