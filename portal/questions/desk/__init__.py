"""What staff need to write a question set: its texts per language, its paths, what is missing. No web, no database."""
