"""Answers, citations and library figures as HTML; pure functions of their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.types import Span
from qa.answers import Answer, Citation, NoAnswer, Part, PartStatus
from qa.types import Question, Silence
from qa.web import prose, telling, words
from qa.web.links import LINKS, to_quote
from qa.web.markup import bar, division, marked, plain
from qa.web.references import supporting

if TYPE_CHECKING:
    from index.library import Failure, Status, SyncReport
    from qa.web.uploads import Received

LONG_ANSWER = 30
"""An answer of more characters than this is set as running text."""
OPEN = 2
"""Parts of an answer whose citations stand open."""


def question(text: str, turn: int) -> str:
    """A question as typed, and the button to change it and ask again."""
    return f"{division('asked', plain(text))}{division('edit', _act('edit', turn, words.EDIT))}"


def unfinished(turn: int) -> str:
    """What stands under a question whose answer did not arrive: the page was closed, or the connection lost."""
    return division("problem", f"{plain(words.UNFINISHED)} {_act('again', turn, words.ASK_AGAIN)}")


def earlier(count: int) -> str:
    """The button that shows what stands above the first question shown."""
    return division("earlier", _act("earlier", count, words.earlier(count)))


def pending(message: str, stage: str = "") -> str:
    """A line that stands where the answer will be, while ``stage`` is worked at."""
    spinner = '<span class="spinner" aria-hidden="true"></span>'
    return division("pending", f'{spinner}<span class="{stage}">{plain(message)}</span>')


def problem(message: str) -> str:
    return division("problem", plain(words.told(message)))


def outcome(result: Answer | NoAnswer, turn: int, verdict: str = "") -> str:
    """The whole reply. ``turn`` tells the exchanges of a conversation apart, so that its element ids are unique.

    :param verdict: what the person said of it: ``right``, ``wrong``, ``case`` or nothing.
    """
    if isinstance(result, Answer):
        said = f"{_headline(result, turn)}{prose.summary(result)}"
        parts = said, _acts(turn, words.ACTS, verdict), _evidence(result, turn)
        return division("reply answered", "".join(parts))
    if result.kind is Silence.GREETING:
        return division("reply greeting", f'<p class="said">{plain(words.STATEMENTS.reason(result.why))}</p>')
    parts = _refusal(result, turn), _acts(turn, words.ACTS_REFUSED, verdict), _related(result.citations, turn)
    return division("reply unanswered", "".join(parts))


def opening(answer: Answer, turn: int) -> str:
    """The reply's first line alone, to be shown while the rest is on its way."""
    return division("reply answered", _headline(answer, turn))


def figures(status: Status) -> str:
    """The line of library figures."""
    return division("figures", plain(words.figures(status.documents, status.passages, status.characters)))


def failures(failed: Sequence[Failure]) -> str:
    """The files that could not be read with their reasons, folded; ``""`` where there are none."""
    if not failed:
        return ""
    rows = "".join(
        f"<li><bdi>{plain(failure.path)}</bdi>{words.STATEMENTS.colon}{plain(words.told(failure.reason))}</li>"
        for failure in failed
    )
    summary = plain(words.unreadable(len(failed)))
    return f'<details class="yinju failures"><summary>{summary}</summary><ul>{rows}</ul></details>'


def received(files: Received) -> str:
    """What a person has to know of the files that he brought; ``""`` where all were taken under their names."""
    rows = "".join(
        f"<li><bdi>{plain(file.path)}</bdi>{words.STATEMENTS.colon}{plain(words.told(file.reason))}</li>"
        for file in files.refused
    )
    refused = division("problem", f"<p>{plain(words.NOT_TAKEN)}</p><ul>{rows}</ul>") if rows else ""
    lines = [words.kept_beside(*names) for names in files.beside]
    lines += [words.there_already(*names) for names in files.known]
    return refused + "".join(map(notice, lines))


def version(number: int) -> str:
    """A mark that nobody sees, another for another number."""
    return f'<span data-version="{number}" hidden></span>'


def report(synced: SyncReport) -> str:
    line = telling.synced(len(synced.added), len(synced.changed), len(synced.renamed), len(synced.removed))
    return division("notice", plain(line))


def notice(message: str) -> str:
    return division("notice", plain(message))


def progress(line: str, share: float) -> str:
    """A bar, without end where ``share`` (0 to 1) is 0, and a line."""
    return division("indexing", f"{bar(share, words.REINDEX)}<span>{plain(words.stage(line))}</span>")


def _act(name: str, turn: int, label: str, kind: str = "") -> str:
    """A button of the chat. Its id says what it does to which exchange: the chat's sanitizer lets no ``data-`` pass."""
    return f'<button type="button" id="act-{name}-{turn}" class="{kind}">{plain(label)}</button>'


def _anchor(turn: int, citation: Citation) -> str:
    return f"citation-{turn}-{citation.number}"


def _understood(asked: Question, turn: int) -> str:
    """The question with what was filled in, and the buttons to ask it as typed or correct it; ``""`` for nothing."""
    if asked.resolved == asked.text:
        return ""
    acts = f"{_act('typed', turn, words.AS_TYPED)} {_act('correct', turn, words.CORRECT)}"
    return f'<p class="understood">{plain(words.understood(asked.resolved))} {acts}</p>'


def _answering(text: str, citation: Citation) -> tuple[Span, ...]:
    """The highlighted words within an answer, as slices of it; ``()`` where they are all of it."""
    marks = citation.marks
    starts = _occurrences(text, citation.quote)
    if not starts:  # of several parts, or reckoned
        return ()
    start = max(starts, key=lambda start: sum(_shared(mark, start, start + len(text)) for mark in marks))
    found = _clipped(marks, start, start + len(text))
    return () if sum(map(len, found)) == len(text) else found


def _occurrences(text: str, quote: str) -> list[int]:
    return [start for start in range(len(quote) - len(text) + 1) if quote.startswith(text, start)]


def _shared(part: Span, start: int, end: int) -> int:
    """How many characters of ``part`` lie in ``[start, end)``."""
    return max(0, min(part.end, end) - max(part.start, start))


def _headline(answer: Answer, turn: int) -> str:
    """The answer with the number of the citation it stands in, its sentence, how sure it is and how long it took."""
    size = "long" if len(answer.shown) > LONG_ANSWER else "short"
    said = telling.assurance(answer.confidence, sure=answer.sure)
    kind = "sure" if answer.sure else "doubt"
    return (
        f"{_understood(answer.question, turn)}"
        f'<p class="answer {size}">{_said(answer)}</p>'
        f"{_sentence(answer)}{_minded(answer)}"
        f'<p class="facts"><strong class="{kind}">{plain(said)}</strong> {plain(words.took(answer.seconds.total))}</p>'
    )


def _minded(result: Answer | NoAnswer) -> str:
    """What to mind about it; ``""`` for nothing."""
    remark = words.STATEMENTS.remark(result.remarks)
    return f'<p class="remark">{plain(remark)}</p>' if remark else ""


def _said(answer: Answer) -> str:
    """What stands large, with the numbers of the citations: of several parts, and what was reckoned, by itself."""
    if not answer.is_whole:
        first = answer.citations[0]
        return f"{marked(answer.shown, _answering(answer.shown, first))}{prose.link(first)}"
    cited = {citation.number: citation for citation in answer.citations}
    return "<br>".join(_part(part, [cited[number] for number in part.citations]) for part in answer.parts)


def _part(part: Part, cited: Sequence[Citation]) -> str:
    """A part with what it answers before it, and the word for what it is where it is no quote, or no longer stands."""
    label, kind, text = map(plain, telling.part(part))
    before = f'<span class="label">{label}</span> ' if label else ""
    before += f'<span class="kind">{kind}</span> ' if kind else ""
    said = f"{before}{text}{''.join(map(prose.link, cited[:LINKS]))}"
    return said if part.status is PartStatus.STANDS else f'<span class="past">{said}</span>'


def _acts(turn: int, labels: Mapping[str, str], verdict: str) -> str:
    """The buttons under an answer: to copy it with its reference, and to say how good it is."""
    buttons = "".join(_act(name, turn, label, "said" if name == verdict else "") for name, label in labels.items())
    return f'<p class="acts">{buttons}</p>'


def _sentence(answer: Answer) -> str:
    """The sentence that an answer of several parts stands in; ``""`` where it is shown already, or stands out from the
    passage below."""
    if answer.sentence == answer.shown or not answer.is_whole:
        return ""
    return f'<p class="sentence">{marked(answer.sentence, _answering(answer.sentence, answer.citations[0]))}</p>'


def _evidence(answer: Answer, turn: int) -> str:
    """The citations that the answer, or the first ``OPEN`` of its parts, stand in, open, then those of the others,
    and apart from them what else came close, closed."""
    cited = supporting(answer)
    opened = {part.citations[0] for part in answer.parts[:OPEN] if part.citations} or cited
    folds = {
        rests: "".join(
            _citation(citation, turn, is_open=citation.number in opened, sentence=_set_apart(answer, citation))
            for citation in answer.citations
            if (citation.number in cited) is rests
        )
        for rests in (True, False)
    }
    first = f'<h2 class="part">{plain(words.EVIDENCE)}</h2>{folds[True]}'
    return first + (f'<h2 class="part also">{plain(words.SEE_ALSO)}</h2>{folds[False]}' if folds[False] else "")


def _refusal(result: NoAnswer, turn: int) -> str:
    return (
        f"{_understood(result.question, turn)}"
        f'<p class="refusal"><strong>{plain(words.NOTHING_FOUND)}</strong></p>'
        f'<p class="reason">{plain(words.STATEMENTS.reason(result.why))}</p>{_minded(result)}'
    )


def _related(citations: Sequence[Citation], turn: int) -> str:
    if not citations:
        return ""
    folds = "".join(_citation(citation, turn, is_open=False) for citation in citations)
    return f'<h2 class="part">{plain(words.RELATED)}</h2>{folds}'


def _set_apart(answer: Answer, citation: Citation) -> str:
    """The sentence that stands out from a passage: that around the answer's words from its own, from others none."""
    own = not answer.is_whole and citation is answer.citations[0] and answer.sentence != answer.text
    return answer.sentence if own else ""


def _quoted(citation: Citation, sentence: str) -> str:
    """A passage with its words marked; all but ``sentence``, where that is a part of it, is set back."""
    quote, marks = citation.quote, citation.marks
    starts = _occurrences(sentence, quote) if sentence else []
    if not starts or sentence == quote:
        return marked(quote, marks)
    start = max(starts, key=lambda start: sum(_shared(mark, start, start + len(sentence)) for mark in marks))
    edges = (0, start), (start, start + len(sentence)), (start + len(sentence), len(quote))
    parts = [marked(quote[low:high], _clipped(marks, low, high)) for low, high in edges]
    before, own, after = parts
    return f'{_rest(before)}<span class="own">{own}</span>{_rest(after)}'


def _rest(said: str) -> str:
    return f'<span class="rest">{said}</span>' if said else ""


def _clipped(marks: Sequence[Span], low: int, high: int) -> tuple[Span, ...]:
    """The marks within ``[low, high)``, counted from there."""
    inside = ((max(mark.start, low), min(mark.end, high)) for mark in marks)
    return tuple(Span(start - low, end - low) for start, end in inside if start < end)


def _citation(citation: Citation, turn: int, *, is_open: bool, sentence: str = "") -> str:
    return (
        f'<details class="citation" id="{_anchor(turn, citation)}"{" open" if is_open else ""}>'
        f'<summary><span class="number">{citation.number}</span><span class="where">'
        f'<span class="heading"><bdi>{plain(telling.place(citation))}</bdi></span>'
        f'<span class="document"><bdi>{plain(citation.name)}</bdi></span></span></summary>'
        f"<blockquote>{_quoted(citation, sentence)}</blockquote>"
        f"{_also(citation)}{_why(citation, turn)}"
        f'<p class="in-source"><a href="{to_quote(citation)}">{plain(words.SHOW_IN_SOURCE)}</a></p></details>'
    )


def _also(citation: Citation) -> str:
    """Where else the same text stands; ``""`` for nowhere."""
    if not citation.also:
        return ""
    named = [" ".join(filter(None, [item.name, words.located(item.place)])) for item in citation.also]
    return f'<p class="also-in">{plain(words.also_in(named))}</p>'


def _why(citation: Citation, turn: int) -> str:
    """Why the passage is cited, folded; the first has the button that keeps the question as a test case."""
    if citation.explanation is None:
        return ""
    said = [(plain(label), plain(text)) for label, text in telling.why(citation.explanation) if text]
    lines = "".join(f"<p><strong>{label}</strong>{text}</p>" for label, text in said)
    case = f"<p>{_act('case', turn, words.CASE)}</p>" if citation.number == 1 else ""
    return f'<details class="why"><summary>{plain(words.WHY)}</summary>{lines}{case}</details>'
