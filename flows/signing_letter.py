"""What heads of a unit are shown of its report: that it waits for their approval, or how far it is."""

from __future__ import annotations

from flows.act import Rows, press
from flows.here import Here
from flows.report import Run
from flows.reviewing_letter import named, reachable
from flows.reviewing_points import checks, no_figures
from flows.turn import Say
from flows.wording import say


def heads(here: Here) -> tuple[str, ...]:
    """The heads of the unit who can be written to."""
    return reachable(here.view.people, "head")


def head_names(here: Here) -> str:
    """What those heads are called."""
    return ", ".join(named(here.view, person) for person in heads(here))


def ask_heads(here: Here) -> tuple[Say, ...]:
    """To each head: the Word file, where it is made, and below it whether to approve the report."""
    sent = here.view.submission
    told: list[Say] = []
    for person in heads(here):
        if sent and sent.file:
            told.append(Say(say("signing.file"), file=sent.file, name=sent.report.file_name, to=person))
        told.append(Say(signing_text(here), signing_rows(here), card=_card(here), to=person))
    return tuple(told)


def to_heads(here: Here, text: tuple[Run, ...]) -> tuple[Say, ...]:
    """To each head: what became of the report, in place of what was asked."""
    return tuple(Say(text, card=_card(here), edit=True, to=person) for person in heads(here))


def _card(here: Here) -> str:
    return f"signing:{here.draft.id}"


def signing_text(here: Here) -> tuple[Run, ...]:
    """The report waits for the head, with what is to be looked at first."""
    at = here.clock(here.draft.submitted_at) if here.draft.submitted_at else ""
    campaign = here.view.campaign
    title = campaign.title if campaign and campaign.title else here.papers[0].outline.name
    text = say("signing.asked", name=named(here.view, here.draft.submitted_by), at=at, title=title)
    return (*text, *no_figures(here), *checks(here))


def signing_rows(here: Here) -> Rows:
    """What a head can do with a report that waits."""
    at = {"draft": here.draft.id, "rev": here.draft.rev}
    return (
        (press("approve", "approve", **at), press("hand_back", "hand-back", **at)),
        (press("contents", "contents"), press("file_again", "file")),
    )


def head_text(here: Here) -> tuple[Run, ...]:
    """How far the report is, for a head while it is being written."""
    total, left = len(here.keys), len(here.pending)
    line = "head.returned" if here.draft.state == "returned" else "head.drafting"
    return say(line, done=total - left, total=total)


def head_rows(here: Here) -> Rows:
    """What a head can do with a report that is being written."""
    return ((press("contents", "contents"), press("draft", "draft")),)
