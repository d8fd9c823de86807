# Two commands are enough: `make run` and `make test`. Each does all of its own set-up.
# Needs Python 3.11 or newer, make, and a package index. No Node, no database server, no root.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres test-browser test-deep mutate check bench reference lock clean

help:
	@echo "make run        set up, load the demo clinic on first run, serve on http://127.0.0.1:$(PORT)"
	@echo "make test       set up and run every fast test, on SQLite and on a real PostgreSQL"
	@echo "make test-deep  the slow tests: more journeys, proofs, many more people, every page on PostgreSQL"
	@echo "make mutate     plant faults in the screening room, one at a time: does a test notice?"
	@echo "make check      format, lint, types, layers, templates, catalogue"
	@echo "make bench      measure: tables beside their bounds"
	@echo "make reference  write the generated pages of docs/reference again"
	@echo "make lock       resolve the dependencies again, into uv.lock and requirements*.txt"
	@echo "make clean      remove what set-up and tests have made; var/ (your data) stays"

run: $(STAMP)
	@$(BIN)/endrange serve --demo --port $(PORT)

# 1. Everything but browsers, on SQLite, in parallel; the pure rooms must be covered, every branch.
# 2. Side by side: storage and tenancy again, on a PostgreSQL this starts itself; and a journey
#    through each screen. Without a Chromium they are skipped, loudly; with CI=true that is a failure.
test: $(STAMP)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not deep and not browser" \
		--cov=endrange --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered
	@$(MAKE) --no-print-directory --output-sync=target -j 2 test-postgres test-browser

test-postgres: $(STAMP)
	$(BIN)/python -m pytest --postgres -m "not deep and not browser" -q \
		tests/unit/test_storage_*.py tests/web/test_tenancy.py

test-browser: $(STAMP)
	$(BIN)/python -m pytest -m "browser and not deep" -q tests/journeys

test-deep: $(STAMP)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m deep
	ENDRANGE_TIMES=50 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q \
		tests/spec/test_screening_laws.py tests/spec/test_screening_urgent.py
	$(BIN)/python -m pytest --postgres -m "not deep and not browser" -q tests/unit tests/web

# About 3,100 faults, on one core. Some of them only: make mutate FAULTS="truth reach:120"
mutate: $(STAMP)
	$(BIN)/python -m tests.mutation $(FAULTS)

check: $(STAMP)
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/endrange_app
	$(BIN)/endrange catalogue check
	@.ci/check-scripts

bench: $(STAMP)
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

reference: $(STAMP)
	$(BIN)/python docs/reference/write.py

lock: $(STAMP)
	$(BIN)/uv lock
	$(BIN)/uv export --frozen --no-dev --no-emit-project --quiet -o requirements.txt
	$(BIN)/uv export --frozen --no-emit-project --quiet -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# Set up again only when the dependencies have changed.
$(STAMP): pyproject.toml uv.lock requirements-dev.txt
	@PYTHON="$(PYTHON)" .ci/set-up $(VENV)
	@touch $@
