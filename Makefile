# `make run` and `make test` are all that a newcomer types; `make check` is everything CI does.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
STAMP := $(VENV)/.installed

.PHONY: install run test check lint evals report widget widget-check clean

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

# The website widget's scripts and style sheet, from ui/widget/src with Node; what is built is committed, so that nobody else needs Node.
widget:
	cd ui/widget && npm ci --no-audit --no-fund && npm run check && npm run build

# Builds them anew from the locked packages beside the tree, and fails when they are not, byte for byte, what is committed.
widget-check:
	set -e; anew="$$(mktemp -d)"; trap 'rm -rf "$$anew"' EXIT; \
	cp -R ui/widget/src ui/widget/*.json ui/widget/build.mjs ui/widget/.npmrc "$$anew"; \
	cd "$$anew"; npm ci --no-audit --no-fund; npm run check; npm run build; \
	diff -r "$$anew/built" "$(CURDIR)/ui/widget/built" && echo "ui/widget/built is what its sources make"

check: test lint evals

clean:
	rm -rf $(VENV) build dist *.egg-info
