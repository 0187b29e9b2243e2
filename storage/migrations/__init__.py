"""The way from an empty database to storage.tables, one file in versions/ for each step, forward only."""
