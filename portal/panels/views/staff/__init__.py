"""Pages for staff, one module for each part of it."""
