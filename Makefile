# Everything from a bare clone: `make site`, `make test`. A second run does only what changed.

# The set-up is that of this folder, whatever environment the shell is in.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH
export PIP_USER := 0
export PATH := $(CURDIR)/.venv/bin:$(PATH)

PIN = .venv/uv/bin/uv pip compile --quiet $(ARGS) --universal --python-version 3.13 --generate-hashes

.DEFAULT_GOAL := help
JAVASCRIPT = .cache/javascript/node_modules/.bin
SHELL_SCRIPTS = .ci/run builder/setup/*.sh tests/*/*.sh
SITE_NEEDS = .venv/.python-ready .venv/.node-ready node_modules/.ready

.PHONY: help setup site test test-engines used serve dist bench check format lock clean clean-all FORCE

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(SITE_NEEDS) .venv/.chromium-ready ## install what the rest needs; site, test and serve do it too

site: $(SITE_NEEDS) ## build content/ into site/
	@.venv/bin/lessonwright build

test: setup .cache/lms/.ready ## run all tests, or ARGS="-k descent"
	@.venv/bin/pytest -n 2 $(ARGS)

test-engines: setup ## run the lesson in Chromium, Firefox and WebKitGTK, wherever it may be opened
	@PYTHONPATH=tests .venv/bin/python -m engines.programs
	@.venv/bin/pytest -n 2 tests/engines $(ARGS)

used: setup site ## note which functions of Pyodide the widgets run, after a change of Pyodide or pycore
	@PYTHONPATH=tests .venv/bin/python -m support.used

serve: $(SITE_NEEDS) ## preview the site while you write
	@.venv/bin/lessonwright serve $(ARGS)

dist: $(SITE_NEEDS) ## build the wheel and the source archive of the tool into dist/
	@rm -rf build dist
	@.venv/bin/python -m builder.prebuilt.makers build/prebuilt
	@.venv/bin/python -m hatchling build -d dist

bench: setup .cache/bench/.ready ## measure all beside its rivals, or ARGS="start --rounds 3"
	@PYTHONPATH=tests .venv/bin/python -m bench $(ARGS)

check: .venv/.python-ready .cache/javascript/.ready ## check format, lint and types
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy --strict
	@$(JAVASCRIPT)/biome lint --config-path=tests/javascript/lint.jsonc --error-on-warnings builder tests
	@for part in page worker engine node scripts; do $(JAVASCRIPT)/tsc -p tests/javascript/tsconfig.$$part.json || exit 1; done
	@.venv/bin/shellcheck $(SHELL_SCRIPTS)

format: .venv/.python-ready ## put the format right, and what the linter can mend
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

lock: .venv/.place ## pin all packages again, the newest of all with ARGS=--upgrade
	@.venv/bin/python -m pip install -qq --upgrade --target .venv/uv uv==0.13.9
	@$(PIN) --group test --group engines --group dev --group build pyproject.toml --output-file requirements.lock
	@$(PIN) --group node --output-file requirements-node.lock
	@$(MAKE) --no-print-directory .venv/.node-ready
	@npm install --package-lock-only --silent
	@$(PIN) tests/bench/requirements.in --output-file tests/bench/requirements.lock
	@npm install --package-lock-only --silent --prefix tests/bench --omit-lockfile-registry-resolved
	@npm install --package-lock-only --silent --prefix tests/lms --omit-lockfile-registry-resolved
	@npm install --package-lock-only --silent --prefix tests/javascript --omit-lockfile-registry-resolved

clean: ## remove what the build and the tests made
	@rm -rf site build dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	@find builder pycore tests -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean ## remove the set-up too
	@rm -rf .venv node_modules

# Looked at in every run: touched only when made anew, so that what follows is made anew too.
.venv/.place: FORCE
	@sh builder/setup/make_venv.sh

.venv/.python-ready: .venv/.place requirements.lock pyproject.toml
	@sh builder/setup/install_python.sh

.venv/.node-ready: .venv/.python-ready requirements-node.lock FORCE
	@sh builder/setup/find_node.sh

node_modules/.ready: package.json package-lock.json | .venv/.node-ready
	@echo "Set-up: installing the Node packages of package-lock.json"
	@npm ci --loglevel=error >/dev/null
	@touch $@

.cache/bench/.ready: tests/bench/requirements.lock tests/bench/package-lock.json | $(SITE_NEEDS)
	@sh tests/bench/install.sh

.cache/lms/.ready: tests/lms/package-lock.json | $(SITE_NEEDS)
	@sh tests/lms/install.sh

.cache/javascript/.ready: tests/javascript/package-lock.json | $(SITE_NEEDS)
	@sh tests/javascript/install.sh

.venv/.chromium-ready: .venv/.python-ready FORCE
	@test -x "$$(cat $@ 2>/dev/null)" || PYTHONPATH=tests .venv/bin/python -m support.chromium >$@

FORCE:
