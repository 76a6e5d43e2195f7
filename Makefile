# `make run` and `make test` are all that a newcomer types; `make check` is everything CI does.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
STAMP := $(VENV)/.installed

.PHONY: install run test check lint evals report clean

install: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet "torch==2.13.0"
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	touch $(STAMP)

run: install
	$(BIN)/endorse index build --if-stale
	$(BIN)/endorse serve

test: install
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evals: install
	$(BIN)/endorse index build --if-stale
	$(BIN)/endorse corpus check
	$(BIN)/endorse-evals check
	$(BIN)/endorse-evals documents --thresholds evals/documents/thresholds.json

report: install
	$(BIN)/endorse-evals run --report evals/report.md

check: test lint evals

clean:
	rm -rf $(VENV) build dist *.egg-info
