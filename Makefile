# Two commands do everything: `make run` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
WORKERS ?= 3
# Real public files with known answers, where they stand beside the project; tests that need them skip without.
REAL_DATA_DIR ?= $(wildcard ../shared/data)
export REAL_DATA_DIR := $(if $(REAL_DATA_DIR),$(abspath $(REAL_DATA_DIR)))
# Compiled code is kept, whatever is set: else every worker, server and child process of the tests compiles it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run demo test check format bench bench-forecast soak screenshots clean

run: $(VENV)/.run  ## the app on http://127.0.0.1:8501, opened on the sample company
	$(BIN)/streamlit run app.py --server.port $(PORT)

demo: $(VENV)/.run  ## the tour of two minutes on the sample company, for a meeting; works offline
	CUSTOMER_PYRAMID_DEMO=1 $(BIN)/streamlit run app.py --server.port $(PORT)

test: check  ## everything: lint, types, unit, pages, browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

check: $(VENV)/.dev  ## lint, format, types (import rules are a test)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev  ## ratios against plain baselines, in one run
	$(BIN)/python -m bench

bench-forecast: $(VENV)/.dev  ## purchase forecasts against plain ways, on real and invented customers
	$(BIN)/python -m bench.forecast

soak: $(VENV)/.dev  ## 200 kills and long random sequences against a plain simulation, some minutes
	$(BIN)/python -m tests.faults.soak

screenshots: $(VENV)/.dev  ## pictures of the pages, also those of the README
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV)

$(VENV)/.run: requirements.txt constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt -c constraints.txt
	touch $@

$(VENV)/.dev: requirements.txt constraints.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt -c constraints.txt
	touch $@ $(VENV)/.run
