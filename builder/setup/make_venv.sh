#!/bin/sh
# Makes .venv, and makes it anew where it cannot be used: its Python gone or of another version, the
# folder moved (the commands in it name their place). Leaves a sound one as it is.
set -eu

place=$(pwd -P)
noted=$(cat .venv/.place 2>/dev/null || true)
if [ "$noted" = "$place" ] &&
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
    exit 0
fi

rm -rf .venv
python=$(sh builder/setup/find_python.sh)
echo "Set-up: making .venv with $python"
"$python" -m venv .venv
printf '%s\n' "$place" >.venv/.place
