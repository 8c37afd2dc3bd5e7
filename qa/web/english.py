"""The page in English: names as in ``words``, whose docstrings hold here too. What decides between words is there.

What is worded in Chinese where it arises, as why a file cannot be read, ``english_errors`` has in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.web import english_errors, english_statements
from qa.web.checking import english as checking

LANGUAGE = "en"
STATEMENTS = english_statements.ENGLISH
CHECKING = checking.ENGLISH
TITLE = "Yinju"
SUBTITLE = "Answers in the documents' own words, each one click from its source. What they do not say is refused."
WELCOME = "Ask below, in Chinese. Each answer comes with its source."
ASK_LABEL = "Question"
ASK_PLACEHOLDER = "Ask the library; Enter sends"
ASK_BUTTON = "Ask"
EXAMPLES, NEXT = "For example", "You may ask next"
CONVERSATION = "Conversation"
NEW_CONVERSATION = "New chat"
REINDEX = "Reindex"
CONVERSATIONS = "Conversations"
FIND_CONVERSATION = "Find a conversation"
TO_BOX, TO_ANSWER = "To the question box", "To the newest answer"
HALT = "Stop answering"
EDIT = "Edit and ask again"
ASK_AGAIN = "Ask again"
UNFINISHED = "This answer did not arrive."
FORGOTTEN = "This answer could not be read back from the browser. Please ask again."
HISTORY_SAYS = {
    "empty": "No conversations yet. They are kept in this browser and nowhere else.",
    "untitled": "New chat",
    "rename": "Rename",
    "remove": "Delete",
    "removed": "The conversation is deleted.",
    "undo": "Undo",
    "today": "Today",
    "yesterday": "Yesterday",
    "week": "Last seven days",
    "nowhere": "No such conversation.",
    "full": "The browser is full: delete some conversations, or later ones are not kept.",
}
EDITING = "Editing question {}: the conversation begins anew here, what was is kept under Conversations."
EDITING_ENDS = "Leave it as it was"
COUNTING = {"left": "{} characters left", "over": "{} too many: a question has at most {}; shorten it to send it."}
PAGE_SAYS = {
    "trouble": "Something went wrong",
    "copied": "Copied.",
    "before": " (before)",
    "lost": "The connection is lost; trying again… The page reloads by itself, and what you were typing is kept.",
    "busy": "Too many people are asking; please ask again in a while.",
    "colon": ": ",
    "counted": "{} ({})",
}

TAB_ASK = "Chat"
TAB_FILES = "Documents"
UPLOAD = "Drop files here, or click to choose"
UPLOADED, UNNAMED = "The uploaded file ", "unnamed"
NOT_TAKEN = "Not taken"
STOP = "Stop"
STOPPED = "Stopped. What was done is kept; Reindex goes on from there."
CONFIRM = "Remove"
CANCEL = "Cancel"
COLUMNS = ("Name", "Format", "Size", "Passages", "Read", "State", "Actions")
LOOK, REMOVE = "Open", "Remove"
READ, WAITING_TO_BE_READ, LEAVING = "Ready", "Waiting to be read", "Being removed"
FORMATS = {
    "text": "Text", "markdown": "Markdown", "html": "Web page", "pdf": "PDF", "docx": "Word", "xlsx": "Excel",
    "csv": "CSV", "pptx": "PowerPoint", "epub": "EPUB", "srt": "Subtitles", "eml": "Mail", "image": "Image",
}  # fmt: skip
FIND_FILE = "Find a file or a folder"
UPLOADS = "Uploaded files"
BRING_FOLDER = "Choose a folder"
ASK_THESE = "Ask these only"
CATALOGUE_SAYS = {
    "folders": "All folders",
    "formats": "All formats",
    "all": "Files: {}",
    "some": "Files: {} of {}",
    "none": "No files yet.",
}
BRINGING_SAYS = {
    "old": "This is a {} file of an old Office. Save it as {} and try again.",
    "unknown": "“{}” files cannot be read.",
    "large": "The file is too large: at most {} MB.",
    "blank": "The file is empty.",
    "sending": "Uploading, {} to go…",
}

LOADING = "Loading the model…"
STAGES = {"search": "Search", "read": "Read", "check": "Check"}
WAITING = "The library is being built; the answer follows…"
UNEXPECTED = "The program failed on this question. The terminal in which it runs says why."

SOURCE = "Source"
SHOW_IN_SOURCE = "Show in the source"
SOURCE_TOOLS = {
    "page": "Page", "text": "Text", "previous": "Previous place", "next": "Next place", "outline": "Contents",
    "copy": "Copy link", "back": "Previous page", "forward": "Next page", "smaller": "Smaller", "larger": "Larger",
    "close": "Close",
}  # fmt: skip
COPY_LINK = "Link"
SOURCE_FILES = {"look": "Open the file", "file": "Download"}
PAGES, PAGE_NUMBER, PANEL_WIDTH = "Pages", "Page number", "Width of the source"
FIND_IN_DOCUMENT = "Find in the document"
SOURCE_SAYS = {
    "opening": "Opening…",
    "lost": "The program cannot be reached. Please try again later.",
    "nowhere": "Not in this document",
    "copied": "Link copied",
    "page": "page {}",
    "printed": "numbered {}",
    "drawing": "Drawing the page…",
    "unplaced": "Where these words stand on the page could not be told; this is the text that was read.",
    "look": "Show in the source",
}
SHEET, ROW_NUMBER = "Sheet “{}”", "Row"
ORIGINAL_GONE = "The file has changed or is gone, so its pages cannot be shown; this is the text that was read."
CHANGED = "The source has changed: the library no longer has the version of the file that this link points to."

EXPORT = "Export"
EXPORTS = {"md": "Markdown", "docx": "Word"}
EXPORTED = "Yinju conversation"
REFERENCES = "References (GB/T 7714-2015, as far as known)"
ACTS = {"copy": "Copy", "markdown": "Copy as Markdown", "right": "Right", "wrong": "Wrong"}
ACTS_REFUSED = {"right": "Indeed not there", "wrong": "It is there"}
WHY = "Why this passage"
WHY_LABELS = {
    "matched": "Words in the sentence: ",
    "missing": "Words not in it: ",
    "dense": "By meaning: ",
    "lexical": "By words: ",
    "together": "Together: ",
    "read": "Reading model: ",
    "checks": "Checks: ",
}
DENSE, LEXICAL = "rank {}, cosine {:.3f}", "rank {}, {:.0%} of what is possible"
NOT_RANKED = "not ranked"
TOGETHER = "{:.3f}; {:.0%} of the question stands here and in the sentence before"
READ_IT = "{:.0%} sure that it answers"
SURE, FAIRLY_SURE, UNSURE = "Fairly sure", "Not quite sure, please check", "Unsure, please check"
CHANGES = {"added": "{:,} new", "changed": "{:,} changed", "renamed": "{:,} renamed", "removed": "{:,} removed"}
SYNCED, COMMA, UNCHANGED = "Indexed: {}.", ", ", "Indexed: nothing has changed."
CASE = "Keep as a test case"
SCOPE = "Which documents to ask"
FIND_DOCUMENT = "Find a file"
SCOPE_SAYS = {
    "all": "all documents",
    "prefix": "Asking: ",
    "many": "{} documents",
    "none": "No such file",
    "more": "{} more: type a name",
    "lost": "The program cannot be reached",
}
CORRECT = "Correct"
AS_TYPED = "Ask as typed"
WRONG_HEAD = "What is wrong?"
RIGHT_ANSWER = "The right answer (may be left out)"
SEND = "Keep"
FEEDBACK_SAYS = {
    "thanks": "Noted, in the library on this machine.",
    "lost": "The program cannot be reached; not noted.",
}
PART_KINDS = {"computed": "Computed", "unanswered": "No answer found: "}
PART_STATUSES = {"earlier": "Earlier", "repealed": "Repealed", "draft": "A draft"}
EVIDENCE = "Evidence"
SEE_ALSO = "See also"
SUMMARY, LEFT_OUT, UNPROVEN = "Summary", "{} unproven, not shown.", "Nothing that the language model wrote is proven."
WRITING, WRITTEN = "Writing a summary…", "Written by a language model at {}, each sentence proven by the quotes."
WRITER = "Summaries are written at {}: of what is answered, the question and the quotes are sent there."
NOTHING_FOUND = "No answer found"
RELATED = "Related passages (not the answer)"
TITLED, QUOTED, BRACKETED = "“{}”", "“{}” ({})", " ({})"

OPEN_WITHOUT_LOGIN = "The page would be open to the network without a password. "
HOW_TO_SET_ONE = "Run {} NAME first; if no password is wanted, add --no-auth."
OPEN_TO_NETWORK = "Note: open to the network without a password (--no-auth): anyone who gets here reads the library."
NOT_LET_IN = "Please log in first."
UNAVAILABLE = "The library cannot be used now; please tell whoever runs it."
READ_ONLY = "Here one can ask and read, and change nothing."
NOT_THIS_HOST = "This page does not go by that name. To open it by another, start the program with --allow-host NAME."
NOT_THIS_PAGE = "Other sites cannot use this page."
NOT_HERE = "There is nothing here by that name."
TOO_LARGE, TOO_SLOW = "What was sent is too large.", "That took too long to arrive."
CLOSING = "Stopping after the step at hand; what was done is kept…"
NOTHING_FETCHED = "Yinju fetches nothing from the network. Put the file into the documents folder, or upload it."
STARTING = "Yinju is starting. The first time it builds the library, which takes longer…"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def opened(address: str) -> str:
    return f"Yinju is open: {address} (Ctrl+C stops it)"


def part_missing(package: str, version: str, name: str) -> tuple[str, str]:
    return f"{package} {version} has no {name} any more, and the page cannot open as it should. ", (
        "Install the version that was tested, which constraints.txt names."
    )


def too_many_attempts(seconds: int) -> str:
    return f"Too many failed attempts to log in; try again in {seconds} s."


def too_many_uploads(files: int) -> str:
    return f"Not more than {files:,} files at once, please."


def no_room_for_uploads(files: int, size: int) -> str:
    return f"The library holds {files:,} uploaded files of {size / 1e6:,.0f} MB together at most."


def kept_beside(name: str, kept: str) -> str:
    return (
        f"There is another file “{name}” with other content; it stays, and this one is kept as “{kept}”. Both can be"
        " asked. Remove below the one that is not wanted."
    )


def there_already(name: str, kept: str) -> str:
    under = "" if name == kept else f" as “{kept}”"
    return f"“{name}” is here already{under} with the same content; it was not kept twice."


def no_such_tool(name: str, names: Iterable[str]) -> str:
    return f"There is no tool “{name}”, only {', '.join(names)}."


def told(text: str) -> str:
    return english_errors.told(text)


def located(place: str) -> str:
    return english_errors.located(place)


def stage_line(stage: str) -> str:
    return f"{STAGES[stage]}…"


def understood(resolved: str) -> str:
    return f"Understood as: {resolved}"


def earlier(count: int) -> str:
    return f"Show earlier questions ({count:,})"


def paragraph(number: int) -> str:
    return f"passage {number}"


def took(seconds: float) -> str:
    return f"{max(seconds, 0.01):.2f} s"


def exported(moment: str, scope: str, questions: int) -> str:
    return f"Exported {moment}; asked: {scope}; {_counted(questions, 'question')}"


def figures(documents: int, passages: int, characters: int) -> str:
    counts = {"file": documents, "passage": passages, "character": characters}
    return f"Library: {' · '.join(_counted(count, noun) for noun, count in counts.items())}"


def empty_library(folders: str) -> str:
    return f"The library is empty. Upload files under “{TAB_FILES}”, or put them into {folders} and “{REINDEX}” there."


def removing(name: str) -> str:
    return f"Remove “{name}”? The uploaded file is deleted, and nothing finds or quotes it any more."


def also_in(places: Sequence[str]) -> str:
    return f"The same text is also in: {'; '.join(places)}"


def unreadable(count: int) -> str:
    return f"{_counted(count, 'file')} could not be read; the others can be asked"


def stage(line: str) -> str:
    return f"Indexing: {english_errors.stepped(line)}" if line else "Indexing…"
