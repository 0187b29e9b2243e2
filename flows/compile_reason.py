"""Why there is no content is printed in its own words for each reason; what is merely missing is marked as missing."""

from __future__ import annotations

from flows.compile_text import one_line
from flows.draft import Answer
from flows.report import Paragraph, Run
from flows.values import ItemsValue, ProseValue, RowsValue
from flows.wording import plain

_CLOSING = " .;"


def is_blank(answer: Answer | None) -> bool:
    """There is neither content nor a reason, nor was it skipped on purpose."""
    if answer is None or answer.state == "none":
        return answer is None
    match answer.value:
        case None:
            return answer.reason is None
        case ProseValue(passages=parts) | ItemsValue(items=parts) | RowsValue(cells=parts):
            return not parts
        case _:
            return False


def reason_text(answer: Answer) -> str:
    """The reason in the words of the report, or nothing where no reason was given."""
    if answer.reason == "khong-phat-sinh":
        return plain("print.nothing_occurred")
    if answer.reason == "khong-thuoc-chuc-nang":
        return plain("print.not_our_function")
    return _no_figures(answer) if answer.reason else ""


def _no_figures(answer: Answer) -> str:
    why, due = (one_line(text).rstrip(_CLOSING) for text in (answer.why, answer.due))
    if why and due:
        return plain("print.no_figures_why_due", why=why, due=due)
    return plain("print.no_figures_why", why=why) if why else plain("print.no_figures")


def note(what: str, text: str, mark: str = "", missing: bool = False) -> Paragraph:
    """A paragraph that stands for absent content, led by what it is about."""
    said = plain("print.of", what=what, text=text) if what else text
    return Paragraph(runs=(Run(text=said),), mark=mark, missing=missing)
