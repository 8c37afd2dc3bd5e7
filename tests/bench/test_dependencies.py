"""What a dependency costs, counted from what is installed."""

from __future__ import annotations

from bench.dependencies import closure, direct, module_of, size


def test_requirements_that_do_not_hold_here_are_left_out() -> None:
    given = ["Numpy>=2", "colorama; sys_platform == 'win32'", "pytest>=9; extra == 'dev'"]
    assert direct(given) == ["numpy"]


def test_a_package_brings_what_it_needs() -> None:
    assert {"gradio", "fastapi", "starlette", "anyio"} <= closure(["gradio"])
    assert closure(["numpy"]) == {"numpy"}


def test_a_module_need_not_have_the_name_of_its_package() -> None:
    assert module_of("faiss-cpu") == "faiss"
    assert module_of("python-docx") == "docx"
    assert module_of("markdown-it-py") == "markdown_it"


def test_files_are_counted_in_mb() -> None:
    assert 5 < size("numpy") < 200
    assert size("no-such-package") == 0
