"""The tab that checks a text in English: names as in ``wording``."""

from __future__ import annotations

from qa.checking.types import ClaimKind, Standing
from qa.web.checking.wording import Wording

ENGLISH = Wording(
    tab="Check",
    about="A text of yours, sentence by sentence against the library: are its figures, times, names and quotes there?",
    text="The text to check",
    placeholder="Paste a text here, or choose a file or drop one",
    file="Choose a file",
    only="Figures and quotations only",
    go="Check",
    stop="Stop",
    waiting="{} more are being checked before this one…",
    progress="Checking: sentence {} of {}",
    stopped="Stopped before the end.",
    gone="The result is gone (the program was restarted, or much was checked since). Please check again.",
    busy="Too many are waiting to be checked; please come again in a while.",
    nothing="There is no text to check yet.",
    too_long="The text has {} characters; {} is the most. Please check it in parts.",
    too_large="The file has {} MB; {} MB is the most.",
    unfit="Only {} files can be checked.",
    no_claims="There is no sentence to be checked.",
    name="Pasted text",
    took="{} seconds",
    unchecked="The last {} characters were not checked: only so much is checked at once.",
    views={"text": "Text", "table": "Table"},
    standings={
        Standing.SUPPORTED: "Supported",
        Standing.CONTRADICTED: "Contradicted",
        Standing.DISPUTED: "Disputed",
        Standing.UNSEEN: "Not found",
    },
    explained={
        Standing.SUPPORTED: "The documents say so",
        Standing.CONTRADICTED: "The documents say otherwise",
        Standing.DISPUTED: "Documents say different things",
        Standing.UNSEEN: "Not found in the documents; below is what comes nearest",
    },
    kinds={ClaimKind.FIGURE: "Figure", ClaimKind.QUOTATION: "Quotation", ClaimKind.STATEMENT: "Statement"},
    columns=("Result", "In the text", "Difference", "In the source", "Where"),
    written="In the text",
    instead="In the source",
    missing="“{}” is missing",
    extra="“{}” is not there",
    nearest="The nearest (no proof)",
    export="Export",
    exports={"docx": "Word (with comments)", "md": "Markdown"},
    says={
        "running": "Checking…",
        "done": "Checked.",
        "lost": "The program cannot be reached; please try again.",
        "unreadable": "The browser could not read this file.",
        "remove": "Leave this file out",
        "prefix": "Against: ",
    },
)
