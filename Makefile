# Everything runs in a virtual environment of the checkout's own; each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: play test lint types contracts unit scenarios wheel deep mutants benchmarks picture snapshots schemas clean

play: $(VENV)/.run  ## open the simulator (plain lines where there is no terminal)
	@$(BIN)/python -m simulator play

test: $(VENV)/.dev  ## lint, types, contracts, all tests, every shipped scenario, and the wheel
	@$(BIN)/python scripts/verify.py

lint types contracts unit scenarios wheel: $(VENV)/.dev  ## one part of the tests
	@$(BIN)/python scripts/verify.py $@

deep: $(VENV)/.dev  ## the tests with five times as many examples of each property, which takes most of an hour
	@TESTS_DEPTH=deep $(BIN)/python scripts/verify.py unit

mutants: $(VENV)/.dev  ## change the shipped scenarios in one place at a time, and see what notices
	@$(BIN)/python -m tests.mutants --each 4

benchmarks: $(VENV)/.dev benchmarks/.peers  ## the figures, side by side
	@$(BIN)/python -m benchmarks

picture: $(VENV)/.dev  ## draw the README's picture again
	@$(BIN)/python scripts/picture.py

snapshots: $(VENV)/.dev  ## write the screens' snapshots again
	@$(BIN)/python -m pytest -q tests/tui/test_snapshots.py --write-snapshots

schemas: $(VENV)/.dev  ## write the editors' schemas again
	@$(BIN)/python -m simulator schema --no-names --into schemas

$(VENV)/.run: requirements/run.txt
	@test -x $(BIN)/python || $(PYTHON) scripts/make_venv.py $(VENV)
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) scripts/make_venv.py $(VENV)
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run $@

benchmarks/.peers: requirements/benchmarks.txt benchmarks/package-lock.json
	@test -x benchmarks/.venv/bin/python || $(PYTHON) scripts/make_venv.py benchmarks/.venv
	-@benchmarks/.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/benchmarks.txt
	-@npm ci --prefix benchmarks --no-audit --no-fund --silent
	@touch $@

clean:  ## take the virtual environment and everything made away
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
