"""Pictures for care words: the table, and the drawings it names."""
