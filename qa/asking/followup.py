"""Follow-up questions, filled in from the ones before by rule: ``那增速呢？``, ``它的所长是谁？``, ``为什么？``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.tokens import Tokenizer
from qa.asking.bare import goes_on, made_whole
from qa.asking.courtesy import courtesy_reply, without_courtesy
from qa.asking.naming import (
    asks_the_same,
    has_name,
    is_alike,
    is_bare,
    is_person,
    is_plain,
    is_whole,
    names_a_thing,
    opens_with_name,
    opens_with_noun,
    opens_with_setting,
    opens_with_thing,
)
from qa.asking.openings import Opened, opened, without_leading, without_reference
from qa.asking.phrases import ASKS, Phrases, asks_for, is_attribute, is_role
from qa.asking.pronouns import filled_in, find_pronoun
from qa.asking.replacing import NOT, replacements

REMEMBERED = 6
"""Earlier questions that a follow-up may reach back over."""
ELLIPTIC = 12
"""Characters that a question without its subject has at most."""
SHORT = 18
"""Characters of a question that may lean on the one before although it names a thing, at most."""
_FRAGMENT = re.compile(
    r"^(?:那么?|还有|至于|以及|而|再?说说|换成)?(?:其中的?|[比例譬]如说?|要是|如果|假如|万一)?[,，\s]*(?P<what>[^?？。！!]{1,24}?)(?:呢|咧|又?如何|怎么样)?[?？。！!\s]*$"
)
_ASKS_AGAIN = re.compile(r"^(?:那么?(?!个|里|些)|还有|至于|换成|[比例譬]如)|[呢咧][?？\s]*$")
_BESIDES = re.compile(
    "(?<=..)(?:那|这)(?:个|件|项|边|次|块|方面|部分)?(?:项目|事情?|情况|问题|工程|公司|单位|地方|文件)?的?$"
)
"""What points at a thing that is named right before it: ``柏林寺小学那个项目呢``."""
_LED = re.compile("^(?:那么?|至于|关于)?(?P<what>[^,，?？]{1,16}?)呢?[,，?？]\\s*(?P<rest>.+)$")
_RETURNS = re.compile(
    "^(?:再?(?:回|说|看|问)(?:到|回|说)?|回到|至于|关于)(?P<what>[^,，?？]{1,16})[,，]\\s*(?P<rest>.+)$"
)
_ORDINAL = re.compile(
    "^(?:那|其中的?)?(?P<what>第[0-9一二两三四五六七八九十百]+[条项款章节步点个种类段题])(?=是|说|讲|写|有|的|呢|怎么|具体|详细|为|$|[?？])"
)
_CLAUSES = "条款章节"


@dataclass(frozen=True, slots=True)
class Sense:
    """A question as it may be meant, standing by itself.

    ``focus`` is what a follow-up names in the place of something, and so is what is asked about; empty where nothing is
    replaced. ``home`` are the questions before that tell the only documents to ask, for one that leaves out what it is
    about; empty where all are asked.
    """

    text: str
    focus: str = ""
    home: tuple[str, ...] = ()


def resolve(text: str, history: Sequence[str], tokenizer: Tokenizer) -> str:
    """``text`` as a question that stands by itself, as it is meant most likely; unchanged where it already does."""
    return senses(text, history, tokenizer)[0].text


def senses(text: str, history: Sequence[str], tokenizer: Tokenizer) -> list[Sense]:
    """What a question may mean after earlier ones (oldest first), the likeliest first, each once.

    The last ``REMEMBERED`` are resolved one by one in the same way; thanks and greetings among them say nothing.
    """
    said: _Said | None = None
    for question in history[-REMEMBERED:]:
        if not courtesy_reply(question):
            turn = opened(without_courtesy(question))
            said = _Said.after(turn.text, _meant(turn, said, tokenizer)[0], said, tokenizer)
    found = _meant(opened(without_courtesy(text)), said, tokenizer)
    return [sense for at, sense in enumerate(found) if sense not in found[:at]]


@dataclass(frozen=True, slots=True)
class _Said:
    """The question before, standing by itself, and ``theme``, the thing that the conversation is about.

    ``anchor`` is the last question that named what it is about, or the first. ``put`` is what that question before has
    in the place of another thing, empty where it was asked in its own words.
    """

    before: Phrases
    theme: str
    anchor: str
    put: str = ""

    @classmethod
    def after(cls, text: str, sense: Sense, said: _Said | None, tokenizer: Tokenizer) -> _Said:
        """What is said with a question; one that leans on the theme, or only names a person, leaves it as it is."""
        if said is not None and goes_on(text):  # it goes on with what was asked
            return said
        before = Phrases.of(sense.text, tokenizer)
        if said is None:
            return cls(before, before.theme or before.topic, sense.text)
        asked = Phrases.of(sense.focus or text, tokenizer)
        named = asked.is_nominal if sense.focus else opens_with_name(asked)
        keeps = (
            not named
            or not before.theme
            or ASKS.match(text) is not None
            or (said.theme in sense.text and sense.text != text)
        )
        theme = said.theme if keeps or is_person(before) else before.theme
        return cls(before, theme, said.anchor if keeps or sense.home else sense.text, _put_in(text, sense, said.put))

    @property
    def home(self) -> tuple[str, ...]:
        """The questions that tell the conversation's documents."""
        return tuple(dict.fromkeys((self.anchor, self.before.text)))


def _put_in(text: str, sense: Sense, earlier: str) -> str:
    """What a turn put in the place of something, or is asked of that was put there earlier; empty for nothing."""
    fragment = _FRAGMENT.match(text)
    what = fragment["what"].removesuffix("的") if fragment else ""
    if what and sense.text != text and not ASKS.search(what):
        earlier = what
    return earlier if sense.text.count(earlier) == 1 else ""


def _meant(turn: Opened, said: _Said | None, tokenizer: Tokenizer) -> list[Sense]:
    found = _senses(turn.text, said, tokenizer)
    return [Sense(turn.text), *found] if turn.new else found


def _senses(text: str, said: _Said | None, tokenizer: Tokenizer) -> list[Sense]:
    if said is None:
        return [Sense(text)]
    alone = Sense(text)
    returned = _RETURNS.match(text) or (_LED.match(text) if "呢" in text[:-2] else None)
    if returned:
        return [Sense(_about(returned["what"], returned["rest"], tokenizer)), alone]
    text = without_leading(text)
    bare = made_whole(text, said.before)
    if bare:
        return _at_home([bare], said)
    text = without_reference(text)
    ordinal = _ORDINAL.match(text)
    if ordinal and not names_a_thing(Phrases.of(text[ordinal.end() :], tokenizer)):
        found, in_text = _items(text, ordinal["what"], said)
        home = _at_home([found], said)
        return [home[0], *([Sense(in_text, home=said.home)] if in_text else []), home[1]]
    fragment = _FRAGMENT.match(text)
    again = fragment is not None and not ASKS.search(fragment["what"])
    named = again and fragment is not None and is_bare(Phrases.of(fragment["what"], tokenizer))
    again = again and (named or _ASKS_AGAIN.search(text) is not None)
    if again and fragment and _BESIDES.search(fragment["what"]):
        return _replaced(_BESIDES.sub("", fragment["what"]), said, tokenizer)
    pronoun = find_pronoun(text, tokenizer)
    if pronoun:
        filled = filled_in(text, pronoun, said.before, said.theme)
        if not ASKS.search(filled):
            thing = filled.rstrip("?？呢 ")
            filled = f"{thing}{asks_for(Phrases.of(thing, tokenizer).words)}？"
        return _at_home([filled], said)
    if again and fragment:
        return [*_replaced(fragment["what"], said, tokenizer), *([] if _ASKS_AGAIN.search(text) else [alone])]
    return _leaning(text, alone, said, tokenizer)


def _at_home(texts: Sequence[str], said: _Said, focus: str = "") -> list[Sense]:
    """These questions asked of the conversation's documents, and then of all."""
    return [Sense(each, focus, home) for home in (said.home, ()) for each in texts]


def _replaced(what: str, said: _Said, tokenizer: Tokenizer) -> list[Sense]:
    """A thing in the place of another; one with a name of its own is asked of all documents."""
    what = NOT.sub("非", what)
    phrases = Phrases.of(what.removesuffix("的") if len(what) > 3 else what, tokenizer)
    told = is_attribute(phrases.words) or is_role(phrases.words) or phrases.is_condition
    focus = "" if told else phrases.text
    found = replacements(what, said.before, tokenizer)
    if len(found) > 1 and said.put and is_alike(phrases, Phrases.of(said.put, tokenizer)):
        found = list(dict.fromkeys([said.before.text.replace(said.put, phrases.text), *found]))
    if has_name(phrases):
        return [Sense(each, focus) for each in found]
    asked = [
        asks_for(phrases.words),
        *(["怎么样"] if is_attribute(phrases.words) else []),
    ]  # of a fee, not only how much
    of_theme = [f"{said.theme}的{phrases.text}{each}？" for each in asked if said.theme]
    return _at_home(list(dict.fromkeys([*found, *of_theme])), said, focus)


def _leaning(text: str, alone: Sense, said: _Said, tokenizer: Tokenizer) -> list[Sense]:
    """A question in whole words, which may leave out what it is about."""
    phrases = Phrases.of(text, tokenizer)
    series = _series(text, said.before)
    if series:
        return [Sense(series), alone]
    if asks_the_same(phrases, said.before) and not has_name(phrases):
        filled = _joined(said, phrases)
        return [Sense(text, home=said.home), alone, Sense(filled, home=said.home), Sense(filled)]
    whole = re.match("[哪其全各]", text) is not None or is_whole(phrases)
    filled, things = _joined(said, phrases), names_a_thing(phrases)
    elliptic = len(text) <= ELLIPTIC and ASKS.search(text) and not whole
    if elliptic and not opens_with_setting(phrases):
        if is_plain(phrases):  # 投资了多少: any passage of a long document answers that
            return _at_home([filled], said)
        own = said.put and said.put in said.theme and opens_with_thing(phrases)  # of several things, another one
        found = _at_home([text, filled] if own else [filled, text], said)
        elsewhere = [Sense(text)] if things and has_name(phrases) else []
        return [*found[:2], Sense(filled), *elsewhere]
    if opens_with_name(phrases) or (whole and has_name(phrases)):
        return [alone, Sense(text, home=said.home)]
    if len(text) <= SHORT:
        return [Sense(text, home=said.home), Sense(filled, home=said.home), alone, Sense(filled)]
    return [Sense(text, home=said.home), alone]


def _series(text: str, before: Phrases) -> str:
    """A question that opens with a code like one of the question before, behind what stood before that one.

    ``D5领队是谁？`` after ``行程D1住哪里？``; empty for others.
    """
    code = re.match("([A-Za-z]+)[0-9]+", text)
    coded = re.finditer("(?<![A-Za-z0-9])([A-Za-z]+)[0-9]+", before.text)
    start = next((each.start() for each in coded if code and each[1].lower() == code[1].lower()), 0)
    return before.text[:start] + text if start else ""


def _items(text: str, what: str, said: _Said) -> tuple[str, str]:
    """A question for an item: in the place of the one asked for before, or of the list or the text asked about.

    With it that for a clause of the whole text, whatever of it was talked about; ``""`` for none.
    """
    before = said.before
    counted = re.finditer("第[0-9一二两三四五六七八九十百]+", before.text)
    places = ((each.start(), each.end() + 1) for each in counted if before.text.startswith(what[-1], each.end()))
    place = next(places, None)
    rest = re.sub("^[呢?？]+", "", text[text.index(what) + len(what) :])
    if place:
        return before.text[: place[0]] + what + (rest or before.text[place[1] :]), ""
    of_it = (before.nominal or before.topic) if before.is_list else said.theme or before.topic
    asked = f"{what}{rest or '是什么？'}"
    return f"{of_it}的{asked}", asked if what[-1] in _CLAUSES else ""


def _about(what: str, text: str, tokenizer: Tokenizer) -> str:
    """A question that says first what it is about: ``那X呢，货主是谁？``, ``回到X，它叫什么？``."""
    pronoun = find_pronoun(text, tokenizer)
    if pronoun:
        return text[: pronoun.start()] + what + text[pronoun.end() :]
    return what + ("的" if opens_with_noun(Phrases.of(text, tokenizer)) else "") + text


def _joined(said: _Said, phrases: Phrases) -> str:
    """A question behind what it leaves out: what was asked for, where it has no noun of its own, else the theme."""
    before = said.before
    attributed = before.is_list and not names_a_thing(phrases)
    sized = is_plain(phrases) and (before.is_list or re.search("多少|几|哪些|多[大高长重]", phrases.text))
    context = (before.nominal if sized or attributed else "") or said.theme
    if not context:
        return f"{before.topic}，{phrases.text}"
    if context in phrases.text:
        return phrases.text
    return context + ("的" if opens_with_noun(phrases) else "") + phrases.text
