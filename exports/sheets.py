"""The Excel sheet of a table, both ways: what is written for people to fill in is also read back."""

from exports.sheet_read import read_sheet
from exports.sheet_write import write_sheet

__all__ = ["read_sheet", "write_sheet"]
