"""引据 Yinju for programs: ask one's own Chinese documents, and be answered in their own words.

::

    import yinju

    with yinju.open("data") as library:
        library.sync("文件夹")
        answer = library.ask("2023年江门市GDP总量是多少？")

All of it is in docs/python.md. Importing it loads nothing: the first name that is asked for brings all of them, and no
model.
"""

import typing as _typing

if _typing.TYPE_CHECKING:
    from yinju.names import *  # noqa: F403

__version__ = "0.2.0"
__all__ = [  # noqa: F405 - of yinju.names
    "Answer",
    "Backup",
    "BackupRefused",
    "Block",
    "BlockKind",
    "Called",
    "Check",
    "CheckKind",
    "CheckedText",
    "Citation",
    "ClaimKind",
    "CopyRefused",
    "DamagedDocument",
    "Difference",
    "DiskFull",
    "Document",
    "DocumentError",
    "DocumentTooLarge",
    "Elsewhere",
    "EmptyDocument",
    "EncoderChanged",
    "EncoderUnavailable",
    "Evidence",
    "Expected",
    "Explanation",
    "ExtraMissing",
    "Failure",
    "Finding",
    "FolderMissing",
    "Format",
    "Hit",
    "Lack",
    "LackKind",
    "Library",
    "LibraryBusy",
    "LibraryDamaged",
    "LibraryError",
    "LibraryUnreachable",
    "LibraryVersion",
    "Listed",
    "LockedDocument",
    "NoAnswer",
    "NotOnServer",
    "NothingKept",
    "Part",
    "PartKind",
    "PartStatus",
    "Passage",
    "Paths",
    "Place",
    "PlaceKind",
    "Progress",
    "Proven",
    "Question",
    "QuestionError",
    "ReaderUnavailable",
    "Reading",
    "Reason",
    "ReasonKind",
    "Remark",
    "RemarkKind",
    "Seconds",
    "SettingsError",
    "Silence",
    "Span",
    "Standing",
    "Status",
    "Stopped",
    "Summary",
    "SyncReport",
    "UndecodableText",
    "UnknownDocument",
    "UnsupportedFormat",
    "Where",
    "WorkersUnavailable",
    "WriteFailed",
    "YinjuError",
    "__version__",
    "describe",
    "join_spans",
    "open",
]

if not _typing.TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A name of ``__all__``, kept here from then on. The command line starts here too, and needs none of them."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from yinju import names

        globals().update((each, getattr(names, each)) for each in names.__all__)
        return globals()[name]
