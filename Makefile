# What a newcomer types. Needs python3 (3.11 or newer, with venv) and make; the locks bring the rest.

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-input
INSTALL := $(PIP) install --require-hashes --only-binary :all:
INSTALL_CHECKOUT := $(PIP) install --no-deps --no-build-isolation --no-index --editable .
READY := .venv/.stamp-run
READY_DEV := .venv/.stamp-dev

# A .venv that was moved, or whose interpreter is gone, is made again.
WHOLE := $(shell $(PY) -c 'import pip' 2>/dev/null && grep -q '^$(CURDIR)$$' $(READY) 2>/dev/null && echo yes)
$(if $(WHOLE),,$(shell rm -f $(READY) $(READY_DEV)))

.PHONY: help demo demo-terminal run test test-faults bench lock clean

help:
	@echo "make demo           a page in the browser on a seeded campaign, with roles to play and a clock to push"
	@echo "make demo-terminal  the assistant on the seed outline, in this terminal"
	@echo "make run            the assistant in a web page and in Telegram, whichever is set (see README.md)"
	@echo "make test           lint, types, import contracts and every test this machine can run"
	@echo "make test-faults    the slow tests: kill -9 and its kin"
	@echo "make bench          the measurements, as JSON"
	@echo "make lock           both locks anew (UPGRADE=--upgrade for newer releases)"
	@echo "make clean          removes .venv, caches and builds; leaves out/ with its drafts and reports"

demo: $(READY)
	@.venv/bin/decuong demo

demo-terminal: $(READY)
	@.venv/bin/decuong demo-terminal

run: $(READY)
	@.venv/bin/decuong run

test: $(READY_DEV)
	@echo "lint" && .venv/bin/ruff check --quiet . && .venv/bin/ruff format --check --quiet .
	@echo "types" && .venv/bin/mypy --no-error-summary
	@echo "import contracts" && { log=$$(.venv/bin/lint-imports --no-logo 2>&1) || { echo "$$log"; exit 1; }; }
	@echo "tests" && $(PY) -m pytest

test-faults: $(READY_DEV)
	@$(PY) -m pytest -m slow

bench: $(READY_DEV)
	@$(PY) -m benchmarks

# The stamp goes before the work begins and comes back after it: an interrupted set-up starts over.
$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "decuong needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | tail -n 1)." \
	    "Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { \
	  echo "'$(PYTHON)' has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "setting up .venv from requirements.lock (once, about a minute)"
	@$(PYTHON) -m venv --clear .venv
	@$(INSTALL) -r requirements.lock
	@$(INSTALL_CHECKOUT)
	@echo '$(CURDIR)' > $@

$(READY_DEV): requirements-dev.lock $(READY)
	@echo "adding the tools of requirements-dev.lock (once, about a minute)"
	@rm -f $(READY) $@
	@$(INSTALL) -r requirements-dev.lock
	@echo '$(CURDIR)' > $(READY)
	@touch $@

# uv is taken from the machine where it is there, and lent by a .venv where it is not.
UV := $(shell command -v uv || echo .venv/bin/uv)
UPGRADE ?=
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml

.venv/bin/uv: $(READY)
	@$(PIP) install uv

lock: $(filter .venv/%,$(UV))
	@$(COMPILE) --extra checkout --output-file requirements.lock
	@$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
