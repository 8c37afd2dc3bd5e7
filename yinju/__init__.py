"""引据 Yinju for programs: ask one's own Chinese documents, and be answered in their own words.

::

    import yinju

    with yinju.open("data") as library:
        library.sync("文件夹")
        answer = library.ask("2023年江门市GDP总量是多少？")

All of it is in docs/python.md. Importing it loads nothing: the first name that is asked for brings all of them, and no
model.
"""

import importlib as _importlib
import typing as _typing

if _typing.TYPE_CHECKING:
    from yinju import names as _names
    from yinju.names import *  # noqa: F403

    __all__ = ["__version__"]
    __all__ += _names.__all__

__version__ = "0.2.0"

if not _typing.TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A public name, kept here from then on. The command line starts here too, and needs none of them."""
        if name.startswith("_") and name != "__all__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        names = _importlib.import_module("yinju.names")
        globals().update((each, getattr(names, each)) for each in names.__all__)
        globals()["__all__"] = ["__version__", *names.__all__]
        if name not in globals():
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals()[name]
