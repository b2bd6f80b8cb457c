# Two commands matter: `make serve` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
BIN := .venv/bin

.PHONY: serve test lint check build resolve-quality install lock clean

serve: .venv/installed
	$(BIN)/imgcat serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

test: lint
	$(BIN)/pytest -n 2

lint: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The catalog's own files: valid, consistent, plausible, and exactly what `imgcat build` would write.
check: .venv/installed
	$(BIN)/imgcat check

build: .venv/installed
	$(BIN)/imgcat build

# How well captions are resolved: precision and recall over a labelled set of real scenes.
resolve-quality: .venv/installed
	$(BIN)/python -m tests.ingest.resolution_quality

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# After a change of the dependencies in pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --custom-compile-command "make lock" -o requirements.lock

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
