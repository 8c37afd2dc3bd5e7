# make chat  装好一切，索引 seeds/，打开网页
# make test  装好一切，运行全部检查和测试

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: chat setup test doctor evaluate screenshots clean

chat: setup
	$(BIN)/python app.py $(ARGS)

setup: $(VENV)/.installed

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

doctor: setup
	$(BIN)/python -m qa doctor

evaluate: setup
	$(BIN)/python -m index sync seeds
	$(BIN)/python -m qa evaluate tests/quality/seed_questions.jsonl

screenshots: $(VENV)/.installed-dev
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf $(VENV) data

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "需要 Python 3.11、3.12 或 3.13，例如：make chat PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV) || { echo "建不了虚拟环境。Debian、Ubuntu 请先运行：apt install python3-venv"; exit 1; }

# torch is asked for by itself and first, so that an installed or local build of just this version is taken.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,ocr,training]'
	touch $@
