"""Pages for members, and for people who may become one, one module for each part of it."""
