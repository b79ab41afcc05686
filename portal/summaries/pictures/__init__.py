"""Pictures for easy-read statements: a table made by hand, because searching picture names for care words does harm."""
