"""Which work is done for which kind of job, and for which a file is fetched first."""

from __future__ import annotations

from collections.abc import Mapping

from bot import consolidate_work, progress_work, roster_work
from bot.porter_work import Work, keep, read_sheet, render, write_sheet

FETCHED = {"read-sheet", "read-roster", "keep"}
"""The jobs that begin with a file that somebody sent."""

WORK: Mapping[str, Work] = {
    "render": render,
    "sheet": write_sheet,
    "read-sheet": read_sheet,
    "keep": keep,
    "progress-picture": progress_work.progress_picture,
    "progress-sheet": progress_work.progress_sheet,
    "consolidate": consolidate_work.consolidate,
    "zip": consolidate_work.zip_reports,
    "roster-form": roster_work.write_form,
    "read-roster": roster_work.read_list,
    "links": roster_work.make_links,
}
"""Every kind of job with what does it."""
