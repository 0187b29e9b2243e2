"""A report goes out whole or not at all: what is missing holds it back; what was sent is frozen and can be recalled."""

from __future__ import annotations

from dataclasses import replace

from flows.card_buttons import ButtonRows
from flows.cards import campaign_head
from flows.compile import compile_report
from flows.compile_letterhead import lacks_post_over
from flows.draft import Submission
from flows.here import Here
from flows.job import Job
from flows.paper import Place
from flows.report import Letterhead, Report, Run
from flows.reviewing_letter import letters, refreshed
from flows.reviewing_points import checks, no_figures
from flows.screens import PAGE, jump, screen, sent_buttons, sent_text, show_place
from flows.signing_letter import ask_heads, to_heads
from flows.step import Step, button
from flows.turn import Finished, Press, Say
from flows.view import counts
from flows.wording import plain, say

RECALLABLE = ("signing", "submitted")
"""The states in which a report can be taken back."""

UNSIGNED = {"signed": "", "signed_name": "", "approved_by": ""}
"""A draft that nobody has signed, as what is signed is one version alone."""


def report_of(here: Here, draft: bool) -> Report:
    """The report as it now stands."""
    return compile_report(here.papers[0], here.papers[1], draft=draft)


def send_draft(step: Step) -> Step:
    """Has the draft made as Word, with what is missing shown as such."""
    return step.do(Job(kind="render", draft=step.here.draft.id, purpose="draft", report=report_of(step.here, True)))


def missing(here: Here) -> tuple[Place, ...]:
    """What is pending and required, begun or demanded by a reviewer."""
    return tuple(place for place in here.find_all(here.pending) if place.question.required or _owed(here, place))


def _owed(here: Here, place: Place) -> bool:
    return here.answer(place) is not None or here.paper(place).wanted(place.question.key) is not None


def ask_to_submit(step: Step, lead: tuple[Run, ...] = (), edit: bool = False) -> Step:
    """Shows what holds the report back, or what will be sent, before it goes out."""
    if not step.here.writable:
        return show_place(step)
    if not step.here.may_submit:
        return _not_theirs(step)
    gaps = missing(step.here)
    if gaps:
        return _held_back(step, gaps, edit)
    ready = (*campaign_head(step.here), *say("submit.ready", done=len(step.here.keys)))
    text = (*lead, *ready, *no_figures(step.here), *checks(step.here))
    rows: ButtonRows = (
        (button("submit_now", "submit-now", arg=_stamp(step.here)),),
        (button("draft", "draft"), button("letterhead", "letterhead")),
        (button("not_yet", "resume"),),
    )
    signing = say("submit.to_be_signed") if signs(step.here) else ()
    return screen(step, (*text, *_letterhead(step.here), *signing), rows, edit)


def _not_theirs(step: Step, line: str = "submit.by_another") -> Step:
    """A colleague is told who submits and recalls."""
    return show_place(step, say(line, name=step.here.name(step.here.team.responsible)))


def signs(here: Here) -> bool:
    """The head signs the report off before it goes out."""
    return here.view.campaign is not None and here.view.campaign.sign_off


def _held_back(step: Step, gaps: tuple[Place, ...], edit: bool) -> Step:
    rows = tuple((jump(step.here, place),) for place in gaps[:PAGE])
    more = ((button("contents", "contents"),),) if len(gaps) > PAGE else ()
    demanded = any(step.here.paper(place).wanted(place.question.key) for place in gaps)
    text = (*say("submit.held_back", left=len(gaps)), *(say("submit.held_back_demanded") if demanded else ()))
    return screen(step, text, (*rows, *more), edit)


def _letterhead(here: Here) -> tuple[Run, ...]:
    """How the document will be headed and signed, to be confirmed."""
    report = report_of(here, draft=False)
    head = report.letterhead
    return say(
        "submit.letterhead",
        superior=head.superior or plain("submit.empty"),
        body=head.body,
        number=report.number or plain("submit.empty"),
        code=head.code,
        place=report.date_line or head.place,
        post=_signing_as(head),
        signer=head.signer,
        recipients="; ".join(head.recipients),
    )


def _signing_as(head: Letterhead) -> str:
    """The post of the signer: as it is printed with an authority and whom it is signed for, where there is one."""
    if not head.authority:
        return head.post
    if lacks_post_over(head):
        return f"{head.authority} {plain('submit.post_over_missing')} – {head.post.upper()}"
    over = f"{head.authority} {head.post_over.upper()} – " if head.post_over else f"{head.authority} "
    return over + head.post.upper()


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
    return _sent(step) if here.may_submit else _not_theirs(step)


def _sent(step: Step) -> Step:
    """Freezes the report, and has its Word file made; it waits for the head where the head signs off."""
    here = step.here
    n, state = here.draft.sent + 1, "signing" if signs(here) else "submitted"
    report = report_of(here, draft=False)
    revs = revs_of(here) if state == "submitted" else {}
    changes = {"state": state, "submitted_at": here.now, "submitted_by": here.person, "sent": n, **UNSIGNED}
    step = step.change_draft(state, **changes, remark="", returned_by="").sit(focus="", later=())
    step = step.save(Submission(draft=here.draft.id, n=n, by=here.person, at=here.now, report=report, revs=revs))
    step = step.do(Job(kind="render", draft=here.draft.id, purpose=f"final:{n}", report=report))
    return screen(step, sent_text(step.here), sent_buttons(step.here), edit=True)


def revs_of(here: Here) -> dict[str, int]:
    """The revisions of the report's answers: what a submission says that the coordinators have received."""
    return {key: answer.rev for key, answer in here.papers[0].answers.items()}


def ask_to_withdraw(step: Step) -> Step:
    """Asks before a report that was sent is taken back."""
    if step.here.closed:
        return show_place(step)
    if step.here.draft.state not in RECALLABLE:
        return show_place(step, say("withdraw.not_sent" if step.here.writable else "withdraw.not_possible"))
    if not step.here.may_submit:
        return _not_theirs(step, "withdraw.by_another")
    rows = ((button("withdraw_now", "withdraw-now", rev=step.here.draft.rev),), (button("leave_sent", "resume"),))
    return screen(step, (*campaign_head(step.here), *say("withdraw.ask")), rows, edit=True)


def withdraw(step: Step, press: Press) -> Step:
    """Takes the report back, so that it may be changed again."""
    draft = step.here.draft
    if step.here.closed:
        return show_place(step)
    if draft.state not in RECALLABLE or press.rev != draft.rev:
        return show_place(step, say("withdraw.not_possible"))
    if not step.here.may_submit:
        return _not_theirs(step, "withdraw.by_another")
    received = draft.state == "submitted"
    step = step.change_draft("withdrawn", state="drafting", submitted_at=None, submitted_by="", **UNSIGNED)
    told = refreshed(step.here) if received else to_heads(step.here, say("signing.withdrawn"))
    return show_place(step.say(*told), say("withdraw.done"), edit=True)


def file_again(step: Step) -> Step:
    """Gives the file that was sent once more."""
    sent = step.here.view.submission
    if sent is None or not sent.file:
        return show_place(step, say("sent.file_coming"))
    return step.say(Say(_final(sent), file=sent.file, name=sent.report.file_name))


def rendered(step: Step, move: Finished) -> Step:
    """A Word file is there: it is given to the person, and kept and handed on where it was the one that was sent."""
    outcome = move.outcome
    if move.job.purpose == "draft" and move.ok:
        left = len(step.here.pending)
        text = say("draft.here" if left else "draft.here_whole", at=step.here.clock(step.here.now), left=left)
        return show_place(step.say(Say(text, file=outcome.file, name=outcome.name)))
    step = handed_on(step, move)
    if not move.ok:
        return show_place(step, say("trouble.no_document"))
    sent = step.here.view.submission
    if sent and sent.n != step.here.draft.sent:
        return show_place(step.say(Say(say("sent.file_earlier", n=sent.n), file=outcome.file, name=outcome.name)))
    return show_place(step.say(Say(_final(sent), file=outcome.file, name=outcome.name)))


def handed_on(step: Step, move: Finished) -> Step:
    """The file of what was sent last is kept, and goes to those who are to look at it next."""
    sent = step.here.view.submission
    if sent is None or move.job.purpose != f"final:{sent.n}" or sent.file:
        return step
    if move.ok:
        sent = sent.model_copy(update={"file": move.outcome.file})
        view = replace(step.here.view, submission=sent.model_copy(update={"rev": sent.rev + 1}))
        step = replace(step.save(sent), here=replace(step.here, view=view))
    if sent.n != step.here.draft.sent or not counts(step.here.view):
        return step
    if step.here.draft.state == "signing":
        return step if step.here.closed else step.say(*ask_heads(step.here))
    return step.say(*letters(step.here)) if step.here.draft.state == "submitted" else step


def _final(sent: Submission | None) -> tuple[Run, ...]:
    """What is said with the file: that the number and the date are still to be filled in, where they are."""
    numbered = sent is not None and sent.report.number and sent.report.date_line
    return say("sent.file" if numbered else "sent.file_unnumbered")
