"""What tables of several documents say otherwise of one thing: each with its document, the later first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import PurePath

from index.text.tokens import Tokenizer
from index.types import Document
from qa.disagreeing.sameness import Relation, relation
from qa.disagreeing.standing import is_newer, standing_of
from qa.statements import Remark, RemarkKind
from qa.whole.drafts import Draft, Found

_OF_ONE_THING = (Relation.EDITION, Relation.RELATED)


def told_apart(answers: Sequence[tuple[Found, Document]], tokenizer: Tokenizer) -> Found:
    """Answers of several documents, each labelled with its own, as one that is not sure.

    Documents that deal with one thing are put by their dates, the latest first, where these tell; of others it is said
    that the question leaves open which is meant.
    """
    documents = {document.id: document for _, document in answers}
    pairs = list(combinations(documents.values(), 2))
    kind = RemarkKind.WHICH_DOCUMENT
    if all(relation(one, other, tokenizer) in _OF_ONE_THING for one, other in pairs):
        dated = all(is_newer(one, other) is not None for one, other in pairs)
        kind = RemarkKind.NEWER_FIRST if dated else RemarkKind.NONE_NEWER
    if kind is RemarkKind.NEWER_FIRST:
        age = {identity: standing_of(document) for identity, document in documents.items()}
        answers = sorted(answers, key=lambda each: (age[each[1].id].date, age[each[1].id].edition), reverse=True)
    titles = [document.title for document in documents.values()]
    drafts = []
    for found, document in answers:
        called = document.title if titles.count(document.title) == 1 else PurePath(document.name).stem
        drafts += [_labelled(draft, called, document) for draft in found.drafts]
    first = answers[0][0]
    remarks = (Remark(kind), *first.remarks)
    return replace(first, drafts=tuple(drafts), remarks=remarks, sure=False)


def _labelled(draft: Draft, called: str, document: Document) -> Draft:
    told = standing_of(document).described
    return replace(draft, label=f"《{called}》{f'（{told}）' if told else ''} {draft.label}".rstrip())
