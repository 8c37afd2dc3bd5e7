# make chat  装好一切，索引 seeds/，打开网页
# make test  装好一切，运行全部检查和测试（对不对、好不好）
# make check  不要模型、浏览器、服务器和网络的那些，一分钟，改一处跑一遍
# make plain  造出 wheel，和 pytest 一起装进新的环境，在那里跑不要开发者的包的测试
# make endurance  弄坏它：随机的时刻杀掉、翻转字节、变异文件、一刻不停地用，约半小时
# make constraints  在新的环境里装上各个依赖的最新版，写下 constraints.txt 和 docs/licences.md；要联网
# make audit        查 constraints.txt 里有没有已知漏洞的版本；要联网

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := pip install --quiet --disable-pip-version-check --constraint constraints.txt
ARGS ?=

# What tests wait for is the disk (every library that they make is synced to it), and the compiler, in each of the
# processes that they start: so their folders lie in memory, where a system has three gigabytes of it for files, and what is
# compiled is kept, whatever the environment says. Two processes run them, file by file; those of quality and of the
# page one alone: beside the models, which take every processor, a page in a browser is waited for in vain.
MEMORY := $(shell test -w /dev/shm && test "$$(df -Pk /dev/shm | awk 'END {print $$4}')" -gt 3000000 && echo /dev/shm)
AT_ONCE := PYTHONDONTWRITEBYTECODE= $(if $(MEMORY),PYTEST_DEBUG_TEMPROOT=$(MEMORY))
BY_TWO := --numprocesses=2 --dist=loadfile -o tmp_path_retention_policy=failed

.PHONY: chat setup test check plain endurance doctor evaluate screenshots constraints audit clean

chat: setup
	$(BIN)/python app.py $(ARGS)

setup: $(VENV)/.installed

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(AT_ONCE) $(BIN)/pytest -m "not endurance" --ignore=tests/quality --ignore=tests/serving $(BY_TWO)
	$(AT_ONCE) $(BIN)/pytest -m "not endurance" -o tmp_path_retention_policy=failed tests/quality tests/serving

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(AT_ONCE) $(BIN)/pytest -q -m "not (endurance or model or browser or server or slow)" $(BY_TWO) --hypothesis-profile=quick

# Away from the project's folder, so that it is the wheel that is imported.
plain:
	rm -rf $(VENV)-plain
	$(PYTHON) -m venv $(VENV)-plain
	$(VENV)-plain/bin/$(INSTALL) torch==2.13.0
	$(VENV)-plain/bin/$(INSTALL) . pytest
	mkdir $(VENV)-plain/run
	cp -r tests seeds pyproject.toml $(VENV)-plain/run
	cd $(VENV)-plain/run && ../bin/python -m pytest -q -m plain
	rm -rf $(VENV)-plain

endurance: $(VENV)/.installed-dev
	$(BIN)/pytest -m endurance

doctor: setup
	$(BIN)/python -m qa doctor

evaluate: setup
	$(BIN)/python -m index sync seeds
	$(BIN)/python -m qa evaluate tests/quality/seed_questions.jsonl

screenshots: $(VENV)/.installed-dev
	$(BIN)/python -m tests.serving.screenshots

constraints:
	rm -rf $(VENV)-newest
	$(PYTHON) -m venv $(VENV)-newest
	$(VENV)-newest/bin/pip install --quiet torch==2.13.0
	$(VENV)-newest/bin/pip install --quiet --editable '.[dev,mcp,ocr]'
	$(VENV)-newest/bin/python -m tests.supply
	rm -rf $(VENV)-newest

audit:
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/pip install --quiet --upgrade pip-audit
	$(VENV)-audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

clean:
	rm -rf $(VENV) $(VENV)-newest $(VENV)-audit $(VENV)-plain data

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "需要 Python 3.11、3.12 或 3.13，例如：make chat PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV) || { echo "建不了虚拟环境。Debian、Ubuntu 请先运行：apt install python3-venv"; exit 1; }

# torch is asked for by itself and first, so that an installed or local build of just this version is taken.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/$(INSTALL) torch==2.13.0
	$(BIN)/$(INSTALL) --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/$(INSTALL) --editable '.[dev,ocr]'
	touch $@
