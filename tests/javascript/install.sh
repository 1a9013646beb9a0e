#!/bin/sh
# Brings what only the checks of JavaScript need into .cache/javascript: a type checker, a linter, and the types of Node.
set -eu

echo "Set-up: installing the Node packages of tests/javascript/package-lock.json"
folder=.cache/javascript
mkdir -p "$folder"
cp tests/javascript/package.json tests/javascript/package-lock.json .npmrc "$folder"
(cd "$folder" && npm ci --loglevel=error >/dev/null)
touch "$folder/.ready"
