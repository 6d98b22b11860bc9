# make demo       sets up .venv and opens the app on the embedded Slurm with the demo job loaded
# make demo-real  stages SmolLM2-135M and movie reviews, then opens the app with that job loaded
# make test       sets up .venv with what the tests need and runs them
# make integration  everything on a real sshd and a real Slurm, in full: takes a while; needs what .ci/run installs
# make lint       formatting, style, types, layers, import hygiene
# PIP_ARGS=...    goes to every pip install, for example to choose an index

PYTHON ?= python3
VENV ?= .venv
PIP_ARGS ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_ARGS)

.PHONY: demo demo-real test integration lint clean

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# torch goes first: what depends on it then keeps the CPU build.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	@echo "installing torch and the Hugging Face stack (about 1.5 GB, once)" >&2
	$(PIP) torch==2.13.0
	$(PIP) -e '.[runtime]'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "installing what tests and linters need" >&2
	$(PIP) -e '.[runtime,dev]'
	@# The oldest accelerate that the configurations are written for; the tests read them with it.
	$(PIP) --no-deps --upgrade --target $(VENV)/accelerate-1.7 accelerate==1.7.0
	@touch $@

demo: $(VENV)/.runtime
	$(BIN)/llmtui --demo

demo-real: $(VENV)/.runtime
	PIP_ARGS='$(PIP_ARGS)' $(BIN)/python scripts/stage_real_demo.py --open

# Three processes on two cores: the tests on a real Slurm wait more than they compute.
test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 3 --dist worksteal $(PYTEST_ARGS)

integration: $(VENV)/.dev
	LLMTUI_INTEGRATION=full LLMTUI_REAL_SLURM=required $(BIN)/python -m pytest -rP $(PYTEST_ARGS) \
	  tests/realssh tests/transports tests/login tests/contract tests/integration \
	  tests/unit/services/watch tests/tui/test_injection.py tests/tui/test_frozen.py

lint: $(VENV)/.dev
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/hygiene

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
