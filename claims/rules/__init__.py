"""The rules of the trade in plain Python: tables and functions that refuse in an editor's words. No Django."""
