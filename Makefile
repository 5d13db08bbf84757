# `make help` lists what there is. Only Python 3.11+ and make must be on the machine.

DATA ?= ../shared/data/train

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests that need neither a server, nor a browser, nor patience.
FAST := not browser and not postgres and not slow

# A slow network is waited for, a dropped connection tried again.
export PYTHON
export PIP_DEFAULT_TIMEOUT ?= 60
export PIP_RETRIES ?= 10
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test sure format model bench lock clean

help:  ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(READY)  ## virtual environment in .venv with everything in it
	@echo "Everything is in $(VENV)"

# The project itself is installed as a link to this folder, so code changes need no new set-up.
$(READY): requirements/dev.lock setup.cfg pyproject.toml requirements/make-venv.sh
	@sh requirements/make-venv.sh $(VENV)
	@echo "Installing dependencies into $(VENV) (the first time takes a few minutes)"
	@$(BIN)/python -m pip install --quiet --prefer-binary --no-deps --require-hashes \
		-r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY)  ## the service on 127.0.0.1:8000, Ctrl-C stops it
	@exec $(BIN)/portcullis serve

test: $(READY)  ## everything, the browser tests too
	@sh requirements/find-browser.sh
	@$(BIN)/python -m pytest --numprocesses auto $(ARGS)

sure: $(READY)  ## format, lint, types, imports, fast tests: before every commit
	@$(BIN)/ruff format --check --output-format concise . || { echo "make format does that"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest --quiet --numprocesses auto -m "$(FAST)" $(ARGS)

format: $(READY)  ## put code in the house's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .

model: $(READY)  ## train the text model from DATA=folder
	@test -d "$(DATA)" || { echo "No training data in $(DATA): say where it is, as in" \
		"'make model DATA=/path/to/train'" >&2; exit 1; }
	@$(BIN)/python -m moderation.training.train --data "$(DATA)" --out moderation/models

bench: $(READY)  ## speed, as a table
	@$(BIN)/python -m bench $(ARGS)

# run.lock takes its versions from dev.lock, so that what is tested is what is run.
lock:  ## requirements/*.lock from setup.cfg (UPGRADE=--upgrade: newest releases)
	@test -x $(BIN)/uv || $(MAKE) --no-print-directory setup
	@$(BIN)/uv pip compile setup.cfg --extra build --extra dev --extra image --extra train \
		$(COMPILE) --output-file requirements/dev.lock
	@$(BIN)/uv pip compile setup.cfg --extra build --extra image \
		--constraints requirements/dev.lock $(COMPILE) --output-file requirements/run.lock

COMPILE = --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-annotate --no-emit-index-url --no-header --quiet $(UPGRADE)

clean:  ## everything made by tools, .venv too; never var/
	rm -rf $(VENV) build dist htmlcov .coverage *.egg-info .mypy_cache .ruff_cache \
		.pytest_cache .hypothesis .schemathesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
