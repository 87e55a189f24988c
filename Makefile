# Everything a person or CI types. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run admin test test-all lint format messages bench drill screenshots backup restore
PY := .venv/bin/python
# Two workers: more only take turns on two cores.
WORKERS ?= 2
export PORT FILE FORCE

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Learn it: docs/tutorial-editors.md and docs/tutorial-reviewers.md, ten minutes each."

run: ## set up and start the whole product on http://127.0.0.1:8000 (PORT=)
	@scripts/set-up.sh run
	@exec $(PY) -m factcheck.supervise

admin: ## print a one-time link with which a first administrator sets up an account
	@scripts/set-up.sh run
	@test -n "$$DATABASE_URL" || test -e "$${FACTCHECK_DATA_DIR:-.data}/run/services.json" || \
		{ echo "Start the product first (make run), then type this in another terminal."; exit 1; }
	@exec $(PY) manage.py setup_link

test: ## set up and run every test but the long ones
	@scripts/set-up.sh test
	@$(PY) -m pytest -q -n $(WORKERS) --dist worksteal -m "not long"

test-all: ## every test, the long ones too
	@scripts/set-up.sh test
	@$(PY) -m pytest -q -n $(WORKERS) --dist worksteal

lint: ## all static checks
	@scripts/set-up.sh lint
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy annotations factcheck manage.py
	@.venv/bin/lint-imports --no-cache
	@$(PY) -m djlint --quiet --lint templates
	@find templates -name '*.html' -exec .venv/bin/djhtml --check {} +
	@scripts/lint-js.sh

format: ## rewrite Python, templates, JavaScript and CSS in the house's format
	@scripts/set-up.sh lint
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet .
	@find templates -name '*.html' -exec .venv/bin/djhtml --quiet {} + || true
	@scripts/lint-js.sh || node_modules/.bin/biome check --write

messages: ## the catalogues of words anew from code and templates, merged and compiled (docs/glossary.md)
	@scripts/set-up.sh run
	@$(PY) -m factcheck.messages update

bench: ## benchmarks on an instance of their own, one line per figure
	@scripts/set-up.sh test
	@$(PY) -m tests.bench

drill: ## the durability drill: kill what can be killed, count what is lost
	@scripts/set-up.sh test
	@$(PY) -m pytest -q -s -m long tests/drills

screenshots: ## every picture of docs/images anew, from a demo that does what the tutorials tell
	@scripts/set-up.sh test
	@$(PY) -m tests.screenshots

backup: ## one newsroom, database and files, into one file (FILE=newsroom.tar)
	@scripts/set-up.sh run
	@$(PY) -m factcheck.backup save "$(FILE)"

restore: ## a newsroom from such a file (FILE=; FORCE=1 replaces one that is not empty)
	@scripts/set-up.sh run
	@$(PY) -m factcheck.backup restore "$(FILE)" $(if $(filter 1,$(FORCE)),--replace)
