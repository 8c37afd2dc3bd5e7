"""What a person may be told went wrong.

::

    YinjuError                    one Chinese sentence and the next thing to do
    ├── SettingsError             a setting is unknown or out of range
    ├── DocumentError             this file cannot become a document; the others can
    │   ├── UnsupportedFormat
    │   ├── UndecodableText
    │   ├── DocumentTooLarge
    │   ├── DamagedDocument       its content is not what its format demands
    │   ├── LockedDocument        encrypted, or opened by a password only
    │   ├── ExtraMissing          an optional part of this program would read it
    │   └── EmptyDocument
    ├── LibraryError              the library as a whole cannot do what was asked
    │   ├── FolderMissing
    │   ├── LibraryBusy           another process is writing
    │   ├── LibraryDamaged        the store fails its own checks
    │   ├── LibraryUnreachable    the server that the library lies on does not answer
    │   ├── LibraryVersion        written by another version of this program, or by another program
    │   ├── EncoderChanged        vectors in the store come from another model
    │   ├── NothingKept           there is no generation to go back to
    │   ├── BackupRefused         there is nothing to copy, or no place for it
    │   ├── CopyRefused           the same, of a copy to a server
    │   ├── NotOnServer           this is for a library in a data folder
    │   └── UnknownDocument
    ├── WriteFailed               what was to be written was not; what was there before stays
    │   └── DiskFull              there is no room for it
    ├── Stopped                   a person stopped the work; what was done stays
    ├── EncoderUnavailable        the model cannot be loaded
    │   └── WorkersUnavailable    the machines that were to encode do not
    ├── ReaderUnavailable         the reading model is damaged
    └── QuestionError             the question cannot be asked as it stands

Entry points catch ``YinjuError`` and nothing broader: a bug stays a traceback.
"""


class YinjuError(Exception):
    """Root of all errors that carry a message for a person.

    :param what: one Chinese sentence saying what is wrong.
    :param remedy: the next thing to do, in Chinese; empty when there is none.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}{self.remedy}"


class SettingsError(YinjuError):
    pass


class DocumentError(YinjuError):
    pass


class UnsupportedFormat(DocumentError):
    pass


class UndecodableText(DocumentError):
    pass


class DocumentTooLarge(DocumentError):
    pass


class DamagedDocument(DocumentError):
    pass


class LockedDocument(DocumentError):
    pass


class ExtraMissing(DocumentError):
    pass


class EmptyDocument(DocumentError):
    pass


class LibraryError(YinjuError):
    pass


class FolderMissing(LibraryError):
    pass


class LibraryBusy(LibraryError):
    pass


class LibraryDamaged(LibraryError):
    pass


class LibraryUnreachable(LibraryError):
    pass


class LibraryVersion(LibraryError):
    pass


class EncoderChanged(LibraryError):
    pass


class NothingKept(LibraryError):
    pass


class CopyRefused(LibraryError):
    pass


class NotOnServer(LibraryError):
    pass


class BackupRefused(LibraryError):
    pass


class UnknownDocument(LibraryError):
    pass


class WriteFailed(YinjuError):
    pass


class DiskFull(WriteFailed):
    pass


class Stopped(YinjuError):
    pass


class EncoderUnavailable(YinjuError):
    pass


class WorkersUnavailable(EncoderUnavailable):
    pass


class ReaderUnavailable(YinjuError):
    pass


class QuestionError(YinjuError):
    pass
