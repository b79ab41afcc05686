"""Forms of the question desk."""
