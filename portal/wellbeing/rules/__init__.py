"""Pure decisions and sums: no database, no page. Sources stand beside each."""
