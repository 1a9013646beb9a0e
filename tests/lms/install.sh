#!/bin/sh
# Brings what only the tests of LMS packages need into .cache/lms: an LMS to run in a page, and the
# schemas of manifests.
set -eu

echo "Set-up: installing the Node packages of tests/lms/package-lock.json"
folder=.cache/lms
mkdir -p "$folder"
cp tests/lms/package.json tests/lms/package-lock.json .npmrc "$folder"
(cd "$folder" && npm ci --loglevel=error >/dev/null)
touch "$folder/.ready"
