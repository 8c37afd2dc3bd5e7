"""引据 Yinju for programs: ask one's own Chinese documents, and be answered in their own words.

::

    import yinju

    with yinju.open("data") as library:
        library.sync("文件夹")
        answer = library.ask("2023年江门市GDP总量是多少？")

All of it is in docs/python.md. Importing it loads no model.
"""

from index.errors import (
    BackupRefused,
    CopyRefused,
    DamagedDocument,
    DiskFull,
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    EncoderChanged,
    EncoderUnavailable,
    ExtraMissing,
    FolderMissing,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryUnreachable,
    LibraryVersion,
    LockedDocument,
    NothingKept,
    NotOnServer,
    QuestionError,
    ReaderUnavailable,
    SettingsError,
    Stopped,
    UndecodableText,
    UnknownDocument,
    UnsupportedFormat,
    WorkersUnavailable,
    WriteFailed,
    YinjuError,
)
from index.layout.identity import Where
from index.storage.listing import Listed, Status
from index.storage.local.backup import Backup
from index.storage.schema import Failure
from index.syncing.sync import SyncReport
from index.text.places import describe
from index.types import (
    Block,
    BlockKind,
    Document,
    Format,
    Hit,
    Passage,
    Place,
    PlaceKind,
    Progress,
    Span,
    join_spans,
)
from qa.answers import Answer, Citation, Elsewhere, Explanation, NoAnswer, Part, PartKind, PartStatus, Proven, Summary
from qa.checking.types import CheckedText, ClaimKind, Difference, Finding, Standing
from qa.statements import Called, Check, CheckKind, Lack, LackKind, Reason, ReasonKind, Remark, RemarkKind
from qa.types import Evidence, Expected, Question, Reading, Seconds, Silence
from yinju.arguments import Paths
from yinju.library import Library
from yinju.library import open_library as open  # noqa: A004 - as gzip.open, always with the package's name

__version__ = "0.2.0"
__all__ = [
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
