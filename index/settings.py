"""Everything a user may set, with its default. Built in the entry points and passed down."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from index.errors import SettingsError

SETTINGS_FILE = "yinju.toml"
BUNDLED = "bundled"
LOCAL = "local"
"""In place of a cluster's address: one of this machine alone."""
NEWEST, BOTH, REFUSE = "newest", "both", "refuse"
"""What is done where documents say different things of one: the newest first, all in the order found, no answer."""
SECRET = ("library", "writer")
"""Settings whose values, right or wrong, are not told again: there may be a password in them."""
UPLOADS = "uploads"
"""The folder below the data folder for files that people bring to the page."""


@dataclass(frozen=True, slots=True, repr=False)
class Writer:
    """Who writes prose on answers: the address of an endpoint for chat completions (``https://…/v1``) and its model.

    Both are ``""`` where nobody does.
    """

    url: str = ""
    model: str = ""

    def __repr__(self) -> str:
        """As a person writes it."""
        return f'{{url = "{self.url}", model = "{self.model}"}}'

    @property
    def is_whole(self) -> bool:
        """Whether it is somebody, or nobody at all; the address has no password in it, which would be shown."""
        try:
            given = urlsplit(self.url)
            port_is_right = given.port != 0
        except ValueError:
            return False
        bare = not (given.username or given.password or given.query or given.fragment) and port_is_right
        there = given.scheme in ("http", "https") and bool(given.hostname) and bare and bool(self.model.strip())
        return there or not (self.url or self.model)


@dataclass(frozen=True, slots=True)
class Settings:
    """Typed settings; a TOML file ``yinju.toml`` in the data folder may set any of them but ``data``.

    ``data``                 folder of everything built at run time
    ``library``              address of a library on a server (``index.storage.server.address``); ``""``: in ``data``
    ``encoder``              ``"bundled"``, or a sentence-transformers model's name or folder
    ``user_dictionary``      a jieba user dictionary, or None; a relative path counts from the data folder
    ``max_file_bytes``       a larger file is refused with a message (bytes)
    ``passage_characters``   a passage is grown to at least the first, and cut before the second, where it can be
    ``candidates``           passages taken from each side before fusion
    ``dense_weight``         share of the dense score in the fused score, 0 to 1
    ``batch_size``           passages encoded together
    ``ray``                  Ray's cluster that encodes documents: ``host:port``, ``"local"``, or ``""`` for none
    ``reader``               whether the reading model reads the passages that are found
    ``disagreement``         where documents disagree: ``"newest"`` shows the newest first, ``"both"`` all as they were
                             found, ``"refuse"`` gives no answer unless the others are repealed
    ``writer``               who writes prose on answers, ``{url = "…", model = "…"}``: it is sent the question and the
                             quotes, and only what these prove of its prose is shown. Nobody, unless it is set
    ``max_uploads``          files uploaded on the page that are kept, at most
    ``max_upload_bytes``     what these may take together (bytes)
    """

    data: Path = Path("data")
    library: str = field(default="", repr=False)
    encoder: str = BUNDLED
    user_dictionary: Path | None = None
    max_file_bytes: int = 20_000_000
    passage_characters: tuple[int, int] = (100, 350)
    candidates: int = 100
    dense_weight: float = 0.735
    batch_size: int = 8
    ray: str = ""
    reader: bool = True
    disagreement: str = NEWEST
    writer: Writer = Writer()
    max_uploads: int = 1_000
    max_upload_bytes: int = 2_000_000_000

    def __post_init__(self) -> None:
        low, high = self.passage_characters
        checks = {
            "max_file_bytes": self.max_file_bytes > 0,
            "passage_characters": 0 < low < high,
            "candidates": self.candidates > 0,
            "dense_weight": 0 <= self.dense_weight <= 1,
            "batch_size": self.batch_size > 0,
            "ray": self.ray in ("", LOCAL) or re.fullmatch(r"[^\s/]+:\d{1,5}", self.ray) is not None,
            "disagreement": self.disagreement in (NEWEST, BOTH, REFUSE),
            "writer": self.writer.is_whole,
            "max_uploads": self.max_uploads > 0,
            "max_upload_bytes": self.max_upload_bytes > 0,
        }
        for name, holds in checks.items():
            if not holds:
                raise SettingsError(f"设置 {name} 的值{_shown(name, getattr(self, name))}不在允许的范围内。")

    def beside(self, data: Path) -> Self:
        """The same for a library in another data folder, wherever this one lies."""
        return replace(self, data=data, library="")

    @property
    def models(self) -> Path:
        """The folder that the model which comes with the install is unpacked into."""
        return self.data / "models"

    @property
    def incoming(self) -> Path:
        """The folder for what is being uploaded, until it is taken in."""
        return (self.data / "incoming").resolve()

    @property
    def uploads(self) -> Path:
        """The folder of files that people bring to the page, which lie nowhere else."""
        return (self.data / UPLOADS).resolve()

    @classmethod
    def load(cls, data: Path, library: str | None = None) -> Self:
        """Defaults overlaid with ``data/yinju.toml`` where there is one, and that with ``library`` where it is given.

        :raises SettingsError: for TOML that does not parse, an unknown key or a value of the wrong type.
        """
        path = data / SETTINGS_FILE
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            given = {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"设置文件 {path} 不是正确的 TOML：{error}。", "请改正后重试。") from error
        except OSError as error:
            raise SettingsError(f"设置文件 {path} 读不了：{error.strerror}。", "请检查 --data 给的文件夹。") from error
        typed = {key: _typed(path, data, key, value) for key, value in given.items()}
        return cls(data=data, **typed | ({} if library is None else {"library": library}))


def _shown(key: str, value: object) -> str:
    return "" if key in SECRET else f" {value!r} "


def _typed(path: Path, data: Path, key: str, value: object) -> Any:  # noqa: ANN401 - as many types as settings
    """The value as the setting's type, checked against the type of the default."""
    defaults = {each.name: each.default for each in fields(Settings) if each.name != "data"}
    if key not in defaults:
        raise SettingsError(f"{path} 里有不认识的设置“{key}”。", f"可用的设置：{'、'.join(sorted(defaults))}。")
    match defaults[key], value:
        case bool(), bool():
            return value
        case _, bool() | [bool(), *_] | [_, bool()]:
            pass  # Python counts true as 1, a person does not
        case None, str():
            return data / value
        case float(), float() | int():
            return float(value)
        case tuple(), [int(), int()]:
            return tuple(value)
        case Writer(), {"url": str(url), "model": str(model), **rest} if not rest:
            return Writer(url.rstrip("/"), model)
        case default, _ if type(default) is type(value):
            return value
    raise SettingsError(f"{path} 里设置“{key}”的值{_shown(key, value)}类型不对。", f"默认值是 {defaults[key]!r}。")
