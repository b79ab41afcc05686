"""Where the PDF's own typeface is kept, and the recipe that made it."""
