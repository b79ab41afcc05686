"""What can be done here, one module for each part of it."""
