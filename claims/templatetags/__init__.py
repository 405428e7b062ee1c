"""How templates word figures, dates, names and codes."""
