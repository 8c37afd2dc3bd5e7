"""What tests share: a tokenizer, the seed, encoders without a model, and libraries that close themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

import index.library
from index.encoding.encoder import Encoder
from index.library import Library
from index.readers import read_file
from index.settings import Settings
from index.text.tokens import Tokenizer
from index.types import Document
from qa.assistant import Assistant
from tests.encoders import FakeEncoder
from tests.weights import lend, unpacked

pytest_plugins = ["tests.stores", "tests.tiers", *(["tests.generated"] if find_spec("hypothesis") else [])]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """One for all tests: loading jieba's dictionary takes a second."""
    made = Tokenizer()
    made.prepare()
    return made


@pytest.fixture(scope="session")
def seed_file() -> Path:
    """The one document that comes with the project."""
    (path,) = (ROOT / "seeds").glob("*.txt")
    return path


@pytest.fixture(scope="session")
def seed_document(seed_file: Path) -> Document:
    return read_file(seed_file, 1_000_000)


@pytest.fixture
def encoded() -> list[str]:
    """The texts that this test's fake encoders were given as documents, in order; probes among them."""
    return []


@pytest.fixture
def make_encoder(encoded: list[str]) -> Callable[..., Encoder]:
    """``make_encoder(name="fake", salt="", limit=None, dimension=256)``: as ``FakeEncoder``, the limit from now on."""

    def make(name: str = "fake", salt: str = "", limit: int | None = None, dimension: int = 256) -> Encoder:
        return FakeEncoder(encoded, name, salt, None if limit is None else len(encoded) + limit, dimension)

    return make


@pytest.fixture
def fake_encoder(make_encoder: Callable[..., Encoder]) -> Encoder:
    return make_encoder()


@pytest.fixture
def shared_tokenizer(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> Tokenizer:
    """Libraries of this test that have no user dictionary share the session's tokenizer, which is loaded."""

    def choose(user_dictionary: Path | None = None) -> Tokenizer:
        return tokenizer if user_dictionary is None else Tokenizer(user_dictionary)

    monkeypatch.setattr(index.library, "Tokenizer", choose)
    return tokenizer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of this test's libraries."""
    return tmp_path / "data"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """An empty folder for this test's documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def open_library(
    data: Path, storage: str, fake_encoder: Encoder, shared_tokenizer: Tokenizer
) -> Iterator[Callable[..., Library]]:
    """``open_library(encoder=None, settings=None)``: a library in ``data`` or on a server, closed after the test."""
    opened: list[Library] = []

    def make(encoder: Encoder | None = None, settings: Settings | None = None) -> Library:
        chosen = replace(settings or Settings(data=data), library=storage)
        opened.append(Library.open(chosen, encoder or fake_encoder))
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Library:
    """A fresh library with the fake encoder."""
    return open_library()


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder with the unpacked weights, not to be changed; ``tests.weights.lend`` lends it to a library."""
    return unpacked()


@pytest.fixture(scope="session")
def real_library(tmp_path_factory: pytest.TempPathFactory, seed_file: Path, models: Path) -> Iterator[Library]:
    """The seeds, indexed once with the weights that come with the install; not to be changed by a test."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(seed_file.parent, folder / "seeds")
    with Library.open(Settings(data=lend(folder / "data"))) as library:
        library.sync([folder / "seeds"])
        yield library


@pytest.fixture(scope="session")
def assistant(real_library: Library) -> Assistant:
    """An assistant over the seeds, with the real encoder."""
    return Assistant(real_library)
