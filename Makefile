# The only entry points. `make demo` and `make test` bring all they need.
#   PYTHON=python3.12   the Python that .venv is made with (3.11 to 3.13)
#   PORT=8081           where the demo's page listens
#   TORCH_INDEX=https://...
#                       where torch is taken from. The index of CPU builds that PyTorch's
#                       install page names spares a machine without a GPU some gigabytes
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?=
PORT ?=
TORCH_INDEX ?=

comma := ,
VENV := .venv
BIN := $(VENV)/bin
# What is installed is remembered by what was asked for, so that a checkout's new dates
# install nothing anew and a second start needs no network.
ASKED := $(shell cat Makefile pyproject.toml constraints.txt | sha256sum | cut -c1-16)
DEMO := $(VENV)/installed-demo-$(ASKED)
DEV := $(VENV)/installed-dev-$(ASKED)
CHECK := import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.PHONY: help demo test test-slow lint bench needs

help:
	@echo "make demo   start everything, then open http://127.0.0.1:8080 (PORT=8081)"
	@echo "make test   install what tests need, lint, type-check, test"
	@echo "make lint   ruff and mypy alone"
	@echo "make bench  every benchmark, one after another"

demo: $(DEMO)
	@exec $(BIN)/sightline demo $(if $(PORT),--port $(PORT))

test: needs lint
	$(BIN)/pytest -rs -n 2 --dist loadfile

test-slow: needs $(DEV)
	$(BIN)/pytest -rs -m slow --timeout 1800

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: needs $(DEV)
	@for file in tests/benchmarks/[a-z]*.py; do \
		echo "== $$(basename $$file .py)"; \
		$(BIN)/python -m tests.benchmarks.$$(basename $$file .py); \
	done
	@for file in tests/benchmarks/[a-z]*/__main__.py; do \
		name=$$(basename $$(dirname $$file)); \
		echo "== $$name, a few of each (all: python -m tests.benchmarks.$$name)"; \
		$(BIN)/python -m tests.benchmarks.$$name --quick; \
	done

needs:
	@tests/needs.sh

$(DEMO): | $(BIN)/python
	$(call install,web$(comma)slack$(comma)discord$(comma)worker$(comma)demo)
	@touch $@

$(DEV): | $(BIN)/python
	$(call install,web$(comma)slack$(comma)discord$(comma)worker$(comma)openvino$(comma)demo$(comma)dev)
	@touch $@ $(DEMO)

define install
	$(if $(TORCH_INDEX),$(BIN)/pip install --no-deps --index-url $(TORCH_INDEX) -c constraints.txt torch)
	$(BIN)/pip install --disable-pip-version-check -c constraints.txt setuptools
	$(BIN)/pip install --disable-pip-version-check -c constraints.txt --no-build-isolation -e '.[$(1)]'
endef

$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		if $$python -c '$(CHECK)' 2>/dev/null; then \
			echo "$$python -m venv $(VENV)"; \
			$$python -m venv $(VENV); \
			exit; \
		fi; \
	done; \
	echo "Sightline needs Python 3.11, 3.12 or 3.13 with venv" \
		"(apt install python3 python3-venv), or PYTHON=/path/to/one." >&2; \
	exit 1
