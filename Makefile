# Everything runs in a virtual environment of the checkout's own; each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SET_UP := command -v $(firstword $(PYTHON)) >/dev/null || { echo "simulator needs Python 3.11 or newer; $(PYTHON) is not there." >&2; exit 3; }; \
	$(PYTHON) scripts/set_up.py

.PHONY: play test lint types contracts unit scenarios wheel deep mutants benchmarks picture snapshots schemas release clean \
	run-environment dev-environment peers

play: run-environment  ## open the simulator (plain lines where there is no terminal)
	@$(BIN)/python -m simulator play

test: dev-environment  ## lint, types, contracts, all tests, every shipped scenario, and the wheel
	@$(BIN)/python scripts/verify.py

lint types contracts unit scenarios wheel: dev-environment  ## one part of the tests
	@$(BIN)/python scripts/verify.py $@

deep: dev-environment  ## the tests with five times as many examples of each property, which takes most of an hour
	@TESTS_DEPTH=deep $(BIN)/python scripts/verify.py unit

mutants: dev-environment  ## change the shipped scenarios in one place at a time, and see what notices
	@$(BIN)/python -m tests.mutants --each 4

benchmarks: dev-environment peers  ## the figures, side by side
	@$(BIN)/python -m benchmarks

picture: dev-environment  ## draw the README's picture again
	@$(BIN)/python scripts/picture.py

snapshots: dev-environment  ## write the screens' snapshots again
	@$(BIN)/python -m pytest -q tests/tui/test_snapshots.py tests/tui/test_preview_screens.py tests/tui/test_review_screens.py tests/tui/test_class.py tests/tui/test_outline.py --write-snapshots

release: dev-environment  ## wheel, source, bill of materials and checksums of a tagged commit, in dist
	@$(BIN)/python scripts/release.py

schemas: dev-environment  ## write the editors' schemas again
	@$(BIN)/python -m simulator schema --no-names --into schemas

run-environment:
	@$(SET_UP) $(VENV) requirements/run.txt requirements/build.txt --editable

dev-environment:
	@$(SET_UP) $(VENV) requirements/run.txt requirements/build.txt requirements/dev.txt --editable

peers: benchmarks/node_modules/.package-lock.json
	-@$(SET_UP) benchmarks/.venv requirements/benchmarks.txt

benchmarks/node_modules/.package-lock.json: benchmarks/package-lock.json
	-@npm ci --prefix benchmarks --no-audit --no-fund --silent

clean:  ## take the virtual environment and everything made away
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
