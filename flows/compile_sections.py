"""Sections are printed with the outline's own numbers; no heading stays empty, and nothing that was said is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows import compile_values
from flows.compile_computed import computed
from flows.compile_reason import is_blank, note, reason_text
from flows.compile_text import one_line
from flows.draft import Answer
from flows.outline import Section
from flows.paper import Paper
from flows.questions import Computed, Question, Rows, Sentence
from flows.report import Block, Heading, Paragraph, Run
from flows.wording import plain

_DEEPEST = 3
_NAMED = 4
_LABEL_END = " \t:;.,"


@dataclass(frozen=True)
class Printing:
    """What is printed: a paper, as a draft or as final, with the label of the annex for each table that has one."""

    paper: Paper
    draft: bool
    annexes: Mapping[str, str]

    def sections(self) -> tuple[Block, ...]:
        """All the blocks of the report."""
        return tuple(block for section in self.paper.outline.sections for block in self._section(section, 1))

    def _section(self, section: Section, level: int) -> Iterator[Block]:
        if not self.paper.holds(section.when):
            return
        asked = [question for question in section.questions if self.paper.holds(question.when)]
        crowded = sum(question.print != "none" for question in asked) > 1
        below = [block for question in asked for block in self._question(question, crowded)]
        below += [block for inner in section.sections for block in self._section(inner, level + 1)]
        below = below or self._why_empty(asked)
        heading = Heading(level=min(level, _DEEPEST), number=one_line(section.number), text=one_line(section.title))
        if (below or not section.optional) and (heading.number or heading.text):
            yield heading
        yield from below

    def _why_empty(self, asked: list[Question]) -> list[Block]:
        """What stands where all that was asked has been left out of the print: the reason, or that it is missing."""
        answers = [self.paper.answers[question.key] for question in asked if question.key in self.paper.answers]
        reasons = list(dict.fromkeys(reason for answer in answers if (reason := reason_text(answer))))
        if reasons:
            return [note("", reasons[0] if len(reasons) == 1 else plain("print.nothing_occurred"))]
        waiting = (is_blank(self.paper.answers.get(one.key)) and self._shows_missing(one) for one in asked)
        return [note("", plain("print.missing"), missing=True)] if any(waiting) else []

    def _question(self, question: Question, crowded: bool) -> list[Block]:
        """What stands for one question; `crowded` says that others stand under the same heading."""
        if question.print == "none":
            return []
        if isinstance(question, Computed):
            return computed(self.paper, question, self._shows_missing(question))
        answer = self.paper.answers.get(question.key)
        if answer is None or is_blank(answer):
            return self._missing(question, crowded)
        if reason := reason_text(answer):
            return [] if question.omit_when_none else _absent(question, reason, crowded)
        return self._answered(question, answer, crowded) if answer.value else []

    def _answered(self, question: Question, answer: Answer, crowded: bool) -> list[Block]:
        if isinstance(question, Rows):
            said = plain("print.see_annex", what=_bare(question), annex=self.annexes.get(question.key, ""))
            return [Paragraph(runs=(Run(text=said),), mark="-")]
        content = compile_values.blocks(question, answer.value) if answer.value else []
        if not content:
            return self._missing(question, crowded)
        if self.draft and compile_values.unfinished(question, answer.value):
            content = [
                one.model_copy(update={"missing": True}) if isinstance(one, Paragraph) else one for one in content
            ]
        return _run_in(question, content) if question.print == "run-in" else [*_heading(question), *content]

    def _missing(self, question: Question, crowded: bool) -> list[Block]:
        if not self._shows_missing(question):
            return []
        return _absent(question, plain("print.missing"), crowded, missing=True)

    def _shows_missing(self, question: Question) -> bool:
        return self.draft or question.required


def _absent(question: Question, text: str, crowded: bool, missing: bool = False) -> list[Block]:
    """A text in place of the content, where the content would stand."""
    if question.print == "heading" and question.label:
        return [*_heading(question), note("", text, missing=missing)]
    listed = question.print in ("run-in", "annex") or _begins_with_dash(question)
    return [note(_bare(question) if crowded or listed else "", text, "-" if listed else "", missing)]


def _begins_with_dash(question: Question) -> bool:
    return isinstance(question, Sentence) and question.template.lstrip().startswith("-")


def _heading(question: Question) -> list[Block]:
    label = one_line(question.label)
    return [Heading(level=_NAMED, text=label)] if label and question.print == "heading" else []


def _bare(question: Question) -> str:
    """What the question is about, without a sign at its end."""
    return one_line(question.label or question.short).rstrip(_LABEL_END)


def _run_in(question: Question, content: list[Block]) -> list[Block]:
    """The label as an item, with a single flowing paragraph behind its colon, else with all below it."""
    first = content[0]
    if len(content) == 1 and isinstance(first, Paragraph) and not first.mark:
        lead = Run(text=plain("print.of", what=_bare(question), text=""))
        return [first.model_copy(update={"runs": (lead, *first.runs), "mark": "-", "level": 0})]
    return [Paragraph(runs=(Run(text=f"{_bare(question)}:"),), mark="-"), *content]
