# Two commands matter: `make serve` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
BIN := .venv/bin

# Compiled modules are kept, also where the environment says not to, as images of containers do: the tests start
# many processes, and pytest would rewrite all tests anew each time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: postgres serve test test-quick test-slow test-browser lint check build resolve-quality bench bench-rivals bench-check install lock clean

serve: .venv/installed
	$(BIN)/imgcat serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

# Beside each other: types are checked on one core.
test: .venv/installed
	@$(MAKE) --no-print-directory --jobs=2 lint test-quick

# PostgreSQL is installed where that can be done; where not, its tests are skipped, and in continuous integration fail.
test-quick: .venv/installed postgres
	$(BIN)/pytest -n 2

# What takes longer: tools of other projects judge the API and the files, and large or many examples.
test-slow: .venv/installed .venv-judges/installed .venv-rivals/installed postgres
	$(BIN)/pytest -n 2 -m slow

# The database that tests start for themselves: installed on Debian where it is not there yet.
POSTGIS := /usr/share/postgresql/15/extension/postgis.control

postgres:
	@test -e $(POSTGIS) || ! command -v apt-get > /dev/null || test "$$(id -u)" != 0 \
	  || { apt-get --quiet update && apt-get --quiet --yes install postgresql-15 postgresql-15-postgis-3; }

# The pages in Debian's chromium, which root gets here if it is not there; without it the tests are skipped.
test-browser: .venv/installed
	@command -v chromium > /dev/null || test "$$(id -u)" != 0 \
	  || { apt-get --quiet update && apt-get --quiet --yes install --no-install-recommends chromium; }
	$(BIN)/pytest -n 2 -p playwright -m browser tests/browser

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

# How fast it is: `make bench ITEMS=1000000`. Data, indexes and results are kept in .cache/bench.
ITEMS ?= 100000
BENCH := $(BIN)/python -m benchmarks --items $(ITEMS)

bench: .venv/installed
	$(BENCH)

# The same with other servers beside it; needs PostgreSQL 15 and PostGIS: apt-get install postgresql-15-postgis-3
bench-rivals: .venv/installed .venv-rivals/installed
	$(BENCH) --rival imgcat-postgresql --rival pgstac --rival pgstac-defaults --rival rustac

# Whether all answers are right, on few scenes, of both engines where PostgreSQL is there. Figures are printed; that they
# are bad is no error.
bench-check: .venv/installed
	$(BIN)/python -m benchmarks --items 3000 --questions 10 --seconds 0.3 --data .cache/bench-check --out .cache/bench-check/results \
	  $(if $(wildcard $(POSTGIS)),--rival imgcat-postgresql)

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Kept apart, so that what the judges need does not decide what imgcat runs with.
.venv-judges/installed: requirements-judges.lock
	$(PYTHON) -m venv .venv-judges
	.venv-judges/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-judges.lock
	touch $@

.venv-rivals/installed: requirements-rivals.lock
	$(PYTHON) -m venv .venv-rivals
	.venv-rivals/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-rivals.lock
	touch $@

# After a change of the dependencies in pyproject.toml (needs uv).
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make lock"

lock:
	$(COMPILE) pyproject.toml --group dev -o requirements.lock
	$(COMPILE) --group judges -o requirements-judges.lock
	$(COMPILE) --group rivals -o requirements-rivals.lock

clean:
	rm -rf .venv .venv-judges .venv-rivals .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
