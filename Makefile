# On Record. `make run` and `make test` need nothing but make and Python 3.11 or newer.

PYTHON ?= python3
JOBS ?= 4

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --no-input --disable-pip-version-check --require-hashes
STACK := $(BIN)/python -m tracker.stack

# What was installed into an environment that no longer works does not count.
FORGOTTEN := $(shell $(BIN)/python -c 'import pip' 2>/dev/null || rm -f .venv/installed .venv/installed-dev)

LANGUAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.PHONY: help run test test-full lint lint-mail screenshots bench messages backup restore clean venv browser web-tools

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/installed $(LANGUAGES) ## everything, at http://127.0.0.1:8000 or PORT, until Ctrl-C
	@exec $(STACK) run

# The tests start a hundred processes, most of them in clones: each would compile the project anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: lint browser $(LANGUAGES) ## lint, types, import contracts and every test
	@exec $(STACK) exec -- $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

test-full: export TEST_FULL := 1
test-full: web-tools test ## the same with full counts, which takes long

# The Nu checker and Lighthouse, for test-full; without Node what needs them is skipped.
web-tools:
	@command -v npm >/dev/null && npm install --silent --no-save --no-audit --prefix var/web-tools vnu-jar@26.9.27 lighthouse@13.5.0 || true

lint: .venv/installed-dev ## style, types and import contracts alone
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m ruff format --quiet --check .
	@SECRET_KEY=unused RECORD_KEY=unused $(BIN)/python -m mypy
	@$(BIN)/python $(BIN)/lint-imports --no-logo

lint-mail: .venv/installed-dev ## what mail programs support of the letters; needs Node and npm
	@npm install --silent --no-save --no-audit --prefix var/mail-lint caniemail@2.0.2
	@exec $(STACK) exec -- $(BIN)/python -m pytest -q tests/delivery/test_digest_letter.py -k mail_programs

screenshots: .venv/installed-dev browser $(LANGUAGES) ## every page at 320, 768 and 1440 px into var/screenshots/, and those of the handbook
	@SCREENSHOTS=var/screenshots $(STACK) exec -- $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal tests/screens

bench: .venv/installed-dev $(LANGUAGES) ## how long what must stay fast takes: make bench ONLY="api digest"
	@exec $(STACK) exec -- $(BIN)/python -m benchmarks $(ONLY)

messages: .venv/installed ## bring the catalogues of French and Arabic up to what the sources say
	@$(BIN)/python -m tracker.messages collect

$(LANGUAGES): %.mo: %.po | .venv/installed
	@$(BIN)/python -m tracker.messages

backup: .venv/installed ## write the database to var/backups/
	@exec $(STACK) backup

restore: .venv/installed ## put it back: make restore FILE=var/backups/….dump (FORCE=1 does not ask)
	@exec $(STACK) restore $(if $(FORCE),--force) "$(FILE)"

clean: ## remove .venv and caches; the data in var/ stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/installed: requirements.txt | venv
	@echo "Installing what On Record needs (a minute or two)"
	@$(PIP) -r $<
	@touch $@

.venv/installed-dev: requirements-dev.txt | venv
	@echo "Installing what the tests need as well (a minute or two)"
	@$(PIP) -r $<
	@touch $@

venv:
	@sh tracker/stack/venv.sh "$(PYTHON)"

browser:
	@sh tracker/stack/chromium.sh
