"""Questions this room asks of its tables, one module for each part of it."""
