#!/bin/sh
# Prints the path of a Python 3.13 that can make virtual environments, wherever this machine keeps it.
set -eu

fits() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null
}

take_if_it_fits() {
    if [ -n "$1" ] && fits "$1"; then
        "$1" -c 'import sys; print(sys.executable)'
        exit 0
    fi
}

# Asked of pyenv's shim too, which follows .python-version.
take_if_it_fits python3.13

if command -v pyenv >/dev/null 2>&1; then
    take_if_it_fits "$(pyenv prefix 3.13 2>/dev/null || true)/bin/python3.13"
fi
for python in "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.13*/bin/python3.13; do
    take_if_it_fits "$python"
done

if command -v uv >/dev/null 2>&1; then
    take_if_it_fits "$(UV_PYTHON_DOWNLOADS=never uv python find --system 3.13 2>/dev/null || true)"
fi

take_if_it_fits python3
take_if_it_fits python

echo "Python 3.13 with its venv module is needed and was not found:" \
    "install it (Debian, Ubuntu: python3.13-venv; macOS: brew install python@3.13;" \
    "anywhere: pyenv install 3.13 or uv python install 3.13) and run make again." >&2
exit 1
