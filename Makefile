# Two commands are enough: `make run` to see it, `make test` to trust it. Both do their own set-up (Python >= 3.11 with
# venv, no root) and say what is missing. `make help` lists the rest.

HOST ?= 127.0.0.1
PORT ?= 8765
SOURCES ?= data/sources
OUT ?= out/run
WORKERS ?= 2

DEV := .venv
RUN := .venv-run
BIN := $(DEV)/bin

.DEFAULT_GOAL := help
.PHONY: help install run test test-all check bench docs lock build clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(DEV)/lock-stamp: requirements-dev.lock pyproject.toml tools/environment
	@tools/environment $(DEV) requirements-dev.lock

$(RUN)/lock-stamp: requirements.lock pyproject.toml tools/environment
	@tools/environment $(RUN) requirements.lock

install: $(DEV)/lock-stamp  ## .venv with everything: running, tests, checks, benchmarks

# Findings (exit 1) are no failure here: sample papers contradict themselves and one another on purpose.
run: $(RUN)/lock-stamp  ## build the sample papers, validate them and serve them (HOST=, PORT=, SOURCES=, OUT=)
	@$(RUN)/bin/kg build $(SOURCES) -o $(OUT) --base http://$(HOST):$(PORT) || [ $$? -eq 1 ]
	@$(RUN)/bin/kg serve $(OUT) --host $(HOST) --port $(PORT)

test: $(DEV)/lock-stamp  ## the tests that tell in a few minutes
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "not slow"

test-all: $(DEV)/lock-stamp  ## every test there is
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile

check: $(DEV)/lock-stamp  ## lint, format, types, layers, docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q -m "not slow" tests/test_layers.py tests/test_docs.py tests/test_guards.py

bench: $(DEV)/lock-stamp  ## measure against named peers, in the same run
	@for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

docs: $(DEV)/lock-stamp  ## write docs/reference anew from the registries
	@$(BIN)/python tools/reference.py

lock: $(DEV)/lock-stamp  ## write the locks anew with today's releases
	@tools/lock --upgrade

build: $(DEV)/lock-stamp  ## the wheel and the source archive, into dist/
	@$(BIN)/python -m build --no-isolation

clean:  ## remove what was generated (environments stay)
	@rm -rf out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
