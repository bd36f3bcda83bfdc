"""A review on its way out: terminal, JSON, tables, and comments in a copy of the draft. One file a format."""
