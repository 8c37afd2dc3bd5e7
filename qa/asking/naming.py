"""What a question names, and so what of it stands by itself."""

from __future__ import annotations

import re
from itertools import takewhile

from index.text.tokens import NAME_TAGS
from index.text.values import find_values
from qa.asking.phrases import ASKED, NOMINAL, Phrases, is_attribute, is_role

NAMED = 8
"""Characters of a thing that is asked about by its name alone, at most."""
_SETTINGS = frozenset("时 期间 时候 期内 前 后 之前 之后 以前 以后 以内 之内".split())


def is_whole(phrases: Phrases) -> bool:
    """Whether a question names a place, a person, a body, a code, a title or a year, and so what it is about."""
    return has_name(phrases) and not phrases.text.startswith(("在哪", "在什么"))


def has_name(phrases: Phrases) -> bool:
    """Whether a name, a foreign word, a title or a year is anywhere in it."""
    if re.search('[《“"]|[0-9]{4}年', phrases.text) or phrases.opens_cut_apart:
        return True
    names = [word for word in phrases.words if word.tag.startswith((*NAME_TAGS, "eng")) and len(word.text) > 1]
    return any(word.tag != "nt" or len(word.text) > 3 for word in names)  # 福利院 is any


def names_a_thing(phrases: Phrases) -> bool:
    """Whether a noun of it is more than what any thing may have: a measure, a role, a reason."""
    nouns = [word for word in phrases.words if word.tag.startswith(NOMINAL) and word.tag != "vn"]
    return any(
        len(word.text) > 1 and not phrases.is_asking(word) and not is_attribute([word]) and not is_role([word])
        for word in nouns
    )


def opens_with_name(phrases: Phrases) -> bool:
    """Whether a question begins with a name or names a place, a body, a title or a year, and so a topic of its own.

    What is taken for a person's name elsewhere in it is often none.
    """
    if re.search("《|[0-9]{4}年", phrases.text) or phrases.opens_cut_apart:
        return True
    start, end = phrases.subject
    inside = [word for word in phrases.words if start <= word.start and word.end <= end and len(word.text) > 1]
    return any(word.tag.startswith((*NAME_TAGS, "eng")) for word in inside[:1]) or any(
        word.tag in ("ns", "nz") or (word.tag == "nt" and len(word.text) > 3) for word in inside
    )


def is_person(phrases: Phrases) -> bool:
    """Whether a question is about a person by name."""
    start, end = phrases.subject
    words = [word for word in phrases.words if start <= word.start and word.end <= end]
    return bool(words) and all(word.tag.startswith("nr") for word in words)


def opens_with_noun(phrases: Phrases) -> bool:
    """Whether its first word is a noun."""
    return bool(phrases.words) and phrases.words[0].tag.startswith(("n", "an"))


def opens_with_thing(phrases: Phrases) -> bool:
    """Whether what it asks about is a thing, and nothing that any thing may have: 冷库归谁, but not 电话是多少."""
    start, end = phrases.subject
    inside = [word for word in phrases.words if start <= word.start and word.end <= end]
    things = any(word.tag.startswith(NOMINAL) and len(word.text) > 1 for word in inside)
    return things and not is_attribute(inside) and not is_role(inside)


def is_plain(phrases: Phrases) -> bool:
    """Whether it has no noun of its own; 余款, which the dictionary takes for a number, is one."""
    return not any(
        word.tag.startswith("n") or (word.tag == "m" and len(word.text) > 1 and not find_values(word.text))
        for word in phrases.words
        if not phrases.is_asking(word)
    )


def opens_with_setting(phrases: Phrases) -> bool:
    """Whether it says first when or in what case: 停水期间谁送水, 献血后青紫怎么办."""
    end = phrases.asked[0] if phrases.asked else len(phrases.text)
    return any(word.text in _SETTINGS and word.end <= end for word in phrases.words[1:4])


def asks_the_same(phrases: Phrases, before: Phrases) -> bool:
    """Whether a question asks of another thing what the one before asks, in the same words: ``水文岗招几个？``."""
    (start, end), (_, last) = phrases.subject, before.subject
    subject = [word for word in phrases.words if start <= word.start < end]
    rests = zip(phrases.text[end:], before.text[last:], strict=False)
    again = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], rests))
    names = any(word.tag.startswith(NOMINAL) for word in subject) and not is_attribute(subject)
    return names and re.search(r"\w", ASKED.sub("", again)) is not None


def is_bare(phrases: Phrases) -> bool:
    """Whether this is a short name for a thing, and nothing else: ``会见费`` asks what was asked of another before."""
    words = phrases.words if len(phrases.text) <= NAMED else ()
    nominal = (*NOMINAL, *NAME_TAGS)
    return (
        bool(words)
        and words[0].tag.startswith(nominal)
        and not any(word.tag.startswith(("u", "r", "p", "c", "d", "y")) for word in words)
        and (len(words[-1].text) == 1 or words[-1].tag.startswith(nominal))
    )


def is_alike(one: Phrases, other: Phrases) -> bool:
    """Whether both are names, roles or conditions, or neither is: then the one stands for the other."""
    kinds, others = ((has_name(each), is_role(each.words), each.is_condition) for each in (one, other))
    return kinds == others
