#!/bin/sh
# Brings what the benchmark alone needs into .cache/bench: the rivals, Lighthouse, a Node to run it.
set -eu

echo "Set-up: installing the rivals and tools of the benchmark"
folder=.cache/bench
mkdir -p "$folder"
.venv/bin/python -m venv --clear "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps \
    --only-binary :all: --require-hashes -r tests/bench/requirements.lock
cp tests/bench/package.json tests/bench/package-lock.json .npmrc "$folder"
(cd "$folder" && npm ci --loglevel=error >/dev/null)
touch "$folder/.ready"
