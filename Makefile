# make run: the app on 127.0.0.1:8501 · make test: all checks · make bench: the measurements
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export KAM_HOME ?= $(CURDIR)/data

# pip compiles on one core; a package has files for other Pythons, over which compileall would stumble.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile
COMPILE := $(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true

.PHONY: run test lint types contracts tests bench sample clean

run: $(VENV)/.run
	@$(BIN)/python -m kam demo --if-empty
	@echo "KAM Cockpit 大客户驾驶舱: http://127.0.0.1:$(PORT)"
	@$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

# Both cores: packages and Chromium arrive side by side, types are looked at beside the rest.
test:
	@$(MAKE) --no-print-directory --output-sync=target -j 2 lint types contracts browser
	@$(MAKE) --no-print-directory tests

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

contracts: $(VENV)/.test
	$(BIN)/lint-imports

tests: $(VENV)/.test browser
	# In their own order: the files with the longest tests have the fewest, and sorted by number they would end the run
	# one beside nothing.
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

test-long: $(VENV)/.test browser
	$(BIN)/pytest -n 2 --dist loadfile -m long

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench

sample: $(VENV)/.run
	$(BIN)/python data/sample/make.py

.PHONY: browser
browser:
	@command -v chromium >/dev/null && fc-list :lang=zh | grep -q . || sh .ci/browser.sh

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { sh .ci/venv.sh && rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	@$(COMPILE)
	@touch $@

$(VENV)/.test: requirements.txt requirements-test.txt requirements-oracle.txt | $(VENV)/bin/python
	$(PIP) -r requirements-test.txt
	$(PIP) --no-deps -r requirements-oracle.txt
	@$(COMPILE)
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
