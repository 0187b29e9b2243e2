"""A report goes out whole or not at all: what is missing holds it back; what was sent is frozen and can be recalled."""

from __future__ import annotations

from flows.card_buttons import ButtonRows
from flows.cards import where
from flows.compile import compile_report, failed_checks
from flows.draft import Answer, Place, Submission
from flows.here import Here
from flows.report import Report, Run
from flows.screens import PAGE, jump, screen, sent_buttons, sent_text, show_place
from flows.showing import show_reason
from flows.step import Step, button
from flows.turn import Finished, Job, Press, Say
from flows.values import RowsValue
from flows.wording import plain, say


def report_of(here: Here, draft: bool) -> Report:
    """The report as it now stands."""
    return compile_report(here.papers[0], here.papers[1], draft=draft)


def send_draft(step: Step) -> Step:
    """Has the draft made as Word, with what is missing shown as such."""
    return step.do(Job(kind="render", draft=step.here.draft.id, purpose="draft", report=report_of(step.here, True)))


def missing(here: Here) -> tuple[Place, ...]:
    """The required questions that have neither an answer nor a reason."""
    return tuple(place for place in here.find_all(here.pending) if place.question.required or here.answer(place))


def ask_to_submit(step: Step, lead: tuple[Run, ...] = (), edit: bool = False) -> Step:
    """Shows what holds the report back, or what will be sent, before it goes out."""
    if not step.here.writable:
        return show_place(step)
    gaps = missing(step.here)
    if gaps:
        return _held_back(step, gaps, edit)
    text = (*lead, *say("submit.ready", done=len(step.here.keys)), *_no_figures(step.here), *_checks(step.here))
    rows: ButtonRows = (
        (button("submit_now", "submit-now", arg=_stamp(step.here)),),
        (button("draft", "draft"), button("letterhead", "letterhead")),
        (button("not_yet", "resume"),),
    )
    return screen(step, (*text, *_letterhead(step.here)), rows, edit)


def _held_back(step: Step, gaps: tuple[Place, ...], edit: bool) -> Step:
    rows = tuple((jump(step.here, place),) for place in gaps[:PAGE])
    more = ((button("contents", "contents"),),) if len(gaps) > PAGE else ()
    return screen(step, say("submit.held_back", left=len(gaps)), (*rows, *more), edit)


def _no_figures(here: Here) -> tuple[Run, ...]:
    """What was answered "no figures yet", each with its why and when."""
    held = ((place, here.answer(place)) for place in here.find_all(here.keys))
    waiting = ((place, answer) for place, answer in held if answer)
    items = [item for place, answer in waiting if (item := _no_figures_item(here, place, answer))]
    return say("submit.no_figures", items="\n".join(items)) if items else ()


def _no_figures_item(here: Here, place: Place, answer: Answer) -> str:
    named = {"where": where(here, place), "short": place.question.short}
    cells = answer.value.cells if isinstance(answer.value, RowsValue) else ()
    if waiting := sum(cell.missing for cell in cells):
        return plain("submit.no_figures_cells", **named, cells=waiting)
    if answer.reason != "chua-co-so-lieu":
        return ""
    return plain("submit.no_figures_item", **named, reason=show_reason(answer))


def _checks(here: Here) -> tuple[Run, ...]:
    """The figures that do not agree."""
    failed = [plain(fault.line, **fault.blanks) for fault in failed_checks(here.papers[0])]
    return say("submit.checks", items="\n".join(f"- {text}" for text in failed)) if failed else ()


def _letterhead(here: Here) -> tuple[Run, ...]:
    """How the document will be headed and signed, to be confirmed."""
    report = report_of(here, draft=False)
    head = report.letterhead
    over = f"{head.authority} {head.post_over}".strip()
    return say(
        "submit.letterhead",
        superior=head.superior or plain("submit.empty"),
        body=head.body,
        number=report.number or plain("submit.empty"),
        code=head.code,
        place=report.date_line or head.place,
        post=", ".join(part for part in (over, head.post) if part),
        signer=head.signer,
        recipients="; ".join(head.recipients),
    )


def _stamp(here: Here) -> str:
    """All revisions of what is to be sent, in one word: another hand's change makes another one."""
    return "-".join(str(sum(answer.rev for answer in paper.answers.values())) for paper in here.papers)


def submit(step: Step, press: Press) -> Step:
    """Sends the report, if it is still the one that was shown."""
    here = step.here
    if not here.writable:
        return show_place(step, edit=True)
    if press.arg != _stamp(here) or missing(here):
        return ask_to_submit(step, (*say("submit.changed_since"), Run(text="\n\n")))
    n = here.draft.sent + 1
    report = report_of(here, draft=False)
    changes = {"state": "submitted", "submitted_at": here.now, "submitted_by": here.person, "sent": n}
    step = step.change_draft("submitted", **changes).sit(focus="", later=())
    step = step.keep(Submission(draft=here.draft.id, n=n, by=here.person, at=here.now, report=report))
    step = step.do(Job(kind="render", draft=here.draft.id, purpose=f"final:{n}", report=report))
    return screen(step, sent_text(step.here), sent_buttons(step.here), edit=True)


def ask_to_withdraw(step: Step) -> Step:
    """Asks before a report that was sent is taken back."""
    if step.here.draft.state != "submitted":
        return show_place(step, say("withdraw.not_sent" if step.here.writable else "withdraw.not_possible"))
    rows = ((button("withdraw_now", "withdraw-now", rev=step.here.draft.rev),), (button("leave_sent", "resume"),))
    return screen(step, say("withdraw.ask"), rows, edit=True)


def withdraw(step: Step, press: Press) -> Step:
    """Takes the report back, so that it may be changed again."""
    draft = step.here.draft
    if draft.state != "submitted" or press.rev != draft.rev:
        return show_place(step, say("withdraw.not_possible"))
    step = step.change_draft("withdrawn", state="drafting", submitted_at=None, submitted_by="")
    return show_place(step, say("withdraw.done"), edit=True)


def file_again(step: Step) -> Step:
    """Gives the file that was sent once more."""
    sent = step.here.view.submission
    if sent is None or not sent.file:
        return show_place(step, say("sent.file_coming"))
    return step.say(Say(_final(sent), file=sent.file, name=sent.report.file_name))


def rendered(step: Step, move: Finished) -> Step:
    """A Word file is there: it is given to the person, and kept where it was the one that was sent."""
    outcome, purpose = move.outcome, move.job.purpose
    if not move.ok:
        return show_place(step, say("trouble.no_document"))
    if purpose == "draft":
        left = len(step.here.pending)
        text = say("draft.here" if left else "draft.here_whole", at=step.here.clock(step.here.now), left=left)
        return show_place(step.say(Say(text, file=outcome.file, name=outcome.name)))
    sent = step.here.view.submission
    if sent and purpose == f"final:{sent.n}" and not sent.file:
        step = step.keep(sent.model_copy(update={"file": outcome.file}))
    if sent and sent.n != step.here.draft.sent:
        return show_place(step.say(Say(say("sent.file_earlier", n=sent.n), file=outcome.file, name=outcome.name)))
    return show_place(step.say(Say(_final(sent), file=outcome.file, name=outcome.name)))


def _final(sent: Submission | None) -> tuple[Run, ...]:
    """What is said with the file: that the number and the date are still to be filled in, where they are."""
    numbered = sent is not None and sent.report.number and sent.report.date_line
    return say("sent.file" if numbered else "sent.file_unnumbered")
