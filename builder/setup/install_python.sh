#!/bin/sh
# Brings the Python packages of requirements.lock and this project itself into .venv.
set -eu

install() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps "$@"
}

echo "Set-up: installing the Python packages of requirements.lock"
install --only-binary :all: --require-hashes -r requirements.lock
install --no-build-isolation -e .
touch .venv/.python-ready
