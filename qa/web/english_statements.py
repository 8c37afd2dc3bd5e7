"""What is said of answers, in English."""

from __future__ import annotations

from index.layout.identity import Where
from qa.statements import Called, CheckKind, LackKind, ReasonKind, RemarkKind
from qa.types import Expected
from qa.wording import Wording

ENGLISH = Wording(
    lacks={
        LackKind.PHRASE: "does not have the words {words}",
        LackKind.UNMENTIONED: "does not mention {words}",
        LackKind.UNIT: "has no number in {words}",
        LackKind.OTHER_SIDE: "is about “{0}” and does not mention “{1}”",
        LackKind.ANOTHER: "is not about {words} in this place",
        LackKind.CLAIMED: "is what a party says in this place, and not what the court found",
        LackKind.RECKONED: "does not state this itself (“{0}”), which would have to be reckoned",
        LackKind.EXPECTED: "states no {expected}",
        LackKind.EXPECTED_HERE: "states no {expected} in this sentence",
    },
    reasons={
        ReasonKind.SAID: "{0}",
        ReasonKind.LACKING: "What comes nearest in the documents {lack}, so the question is not answered from it.",
        ReasonKind.WORDS_MISSING: "The documents have no answer: what comes nearest does not mention {words}.",
        ReasonKind.NOT_FOUND: "The documents have nothing that answers this question.",
        ReasonKind.NOT_VERBATIM: "What was found is not word for word in its document, and was left out."
        " Please reindex and ask again.",
        ReasonKind.EMPTY_LIBRARY: "The library has no documents yet. Please add some, then ask.",
        ReasonKind.UPDATING: "The library is being brought up to date. Please ask again in a while.",
        ReasonKind.NOT_AMONG_CHOSEN: "The chosen documents have nothing to answer from; they may have been removed."
        " Please choose others, or ask all of them.",
        ReasonKind.DOCUMENTS_DIFFER: "Files say different things, and by the settings that is not answered: {words}."
        " Name one of them, or choose one file and ask again.",
        ReasonKind.TABLES_DIFFER: "Several tables could answer this, each with another result, and which is meant"
        " cannot be told. Please say in which file.",
        ReasonKind.NOT_IN_TABLE: "The table does not mention {words}.",
        ReasonKind.NOT_IN_ONE_ROW: "No row of the table has {words} together.",
        ReasonKind.TO_BE_RECKONED: "This would have to be computed from several cells, and from which cannot be told;"
        " nothing was computed.",
        ReasonKind.OTHER_UNIT: "The numbers in the table are not in “{0}”; nothing was compared.",
        ReasonKind.EMPTY_CELL: "In this row {words} is empty.",
        ReasonKind.SAME_NAMES: "{count} rows fit, some of the same name, so how many there are cannot be told.",
        ReasonKind.TIED: "{count} rows tie; they are not all listed.",
        ReasonKind.NO_FIGURES: "In the column {words} some rows have no number, or more than a number;"
        " nothing was computed.",
        ReasonKind.NO_DATES: "In the column {words} some rows have no time, or none that can be put in order;"
        " nothing was compared.",
        ReasonKind.NO_ROW: "No row of the table is like that.",
        ReasonKind.UNITS_IN_COLUMN: "In the column {words} the rows are in different units; nothing was computed.",
        ReasonKind.UNITS_OF_COLUMNS: "“{0}” and “{1}” are in different units; nothing was computed.",
        ReasonKind.SHARES_ADDED: "{words} are shares, which cannot be added up.",
        ReasonKind.SHARES_AVERAGED: "{words} are shares, which may be of different wholes; no mean was taken.",
        ReasonKind.GREETING: "Hello! Ask for what the documents say, such as a number, a date, a name or an article;"
        " the answer comes in their own words, with its source.",
        ReasonKind.THANKS: "You are welcome. Ask on, whatever you want to look up.",
        ReasonKind.FAREWELL: "Goodbye. Come back with whatever you want to look up.",
        ReasonKind.ASSENT: "All right. Ask on, whatever you want to look up.",
        ReasonKind.IDENTITY: "I am Yinju: I answer in the words of the library's documents alone, each one click from"
        " its source; what they do not say I say they do not.",
        ReasonKind.ABILITY: "I look up numbers, dates, names, places, articles and reasons in the library's documents,"
        " and answer in their own words with the source. I neither write texts nor chat. Please ask.",
    },
    remarks={
        RemarkKind.SAID: "{0}",
        RemarkKind.NAMED: "{words} stands in {where}.",
        RemarkKind.UNSTATED: "The quote does not say {words}; please check what stands around it.",
        RemarkKind.ITEMS: "Items: {count}.",
        RemarkKind.ROWS: "All {count} rows that fit are listed.",
        RemarkKind.CITED_ROWS: "It rests on {count} rows, of which the first {shown} are quoted.",
        RemarkKind.CAPTION_UNIT: "The unit is given above the table: {0}.",
        RemarkKind.SHARED_CELL: "The table says this once for several rows or columns; see there for which.",
        RemarkKind.CALLED: "What is asked for as “{0}” is called “{1}” in the table.",
        RemarkKind.NOT_COMPARED: "{count} rows have no number in this column and were not compared.",
        RemarkKind.EDGE_COUNTED: "“{0}” was taken to include that time itself, {count} rows.",
        RemarkKind.EDGE_LEFT_OUT: "“{0}” was taken without that time itself, {count} more rows.",
        RemarkKind.WHICH_DOCUMENT: "The question does not say of which file: several have an answer each;"
        " all are listed.",
        RemarkKind.REPEALING: "Files say different things. {words} repeals the earlier one and holds;"
        " what is repealed comes after it.",
        RemarkKind.NOT_IN_FORCE: "Files say different things. Those listed after the first are repealed or drafts.",
        RemarkKind.NEWER_FIRST: "Files say different things, the newer first; check which of them is in use.",
        RemarkKind.NONE_NEWER: "Files say different things, and which is newer cannot be told; all are listed.",
        RemarkKind.TABLES_DIFFER: "{count} tables say different things; all are listed.",
        RemarkKind.FILES: "Files: {count}.",
        RemarkKind.FIRST_FILES: "Files: {count}; the first {shown} are listed.",
        RemarkKind.HEADINGS: "Headings: {count}.",
        RemarkKind.OPENING: "This is how the file begins.",
        RemarkKind.OUTLINE: "These are the opening and the headings of the file in its own words, not a summary.",
        RemarkKind.NEWEST: "By the dates that the files give themselves, this is the latest of {count}; those that give"
        " none are left out.",
        RemarkKind.INDEXING: "Files are still being indexed: {shown} of {count} are read. What is not read yet is not"
        " answered from; please ask again once it is.",
    },
    checks={
        CheckKind.SAID: "{0}",
        CheckKind.VERBATIM: "The quote is word for word in its document.",
        CheckKind.PHRASE: "The quote has the words {words} as they are.",
        CheckKind.NAMED: "In the quote, as asked: {called}{words}.",
        CheckKind.UNDERSTOOD: "Not in the quote, and understood from the headings or the context: {called}{words}.",
        CheckKind.OFFICE: "The quote has the office {words} that is asked about.",
        CheckKind.UNIT: "The quote has a number in {words}.",
        CheckKind.EXPECTED: "A {expected} is asked for, and the sentence has one.",
        CheckKind.LACKING: "The quote {lack}.",
    },
    expected={Expected.NUMBER: "number", Expected.TIME: "time", Expected.DURATION: "length of time"},
    places={Where.FILE: "the file's name", Where.FOLDER: "the name of its folder", Where.COVER: "the file's opening"},
    called={Called.NAME: "", Called.NUMBERED: "number ", Called.YEAR: "year ", Called.AMOUNT: "amount "},
    comma=", ",
    semicolon="; ",
    colon=": ",
    gap=" ",
)
