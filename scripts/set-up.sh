#!/bin/sh
# set-up.sh run|test|lint: the virtual environment in .venv with what that needs. Does nothing
# when requirements/<that>.txt is what it last installed.
set -eu
cd "$(dirname "$0")/.."
kind=$1
lock=requirements/$kind.txt
mark=.venv/.installed-$kind

say() {
    printf '%s\n' "$1" >&2
    exit 1
}

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    say "Factcheck needs Python 3.11 or newer: install it (Debian: apt-get install python3 python3-venv) or name one with PYTHON=."
}

wanted() {
    # The interpreter counts too: another one has other wheels.
    { cat "$lock" && .venv/bin/python -c 'import sys; print(sys.version)'; } | cksum
}

is_ready() {
    fits .venv/bin/python && [ -f "$mark" ] && [ "$(wanted)" = "$(cat "$mark")" ]
}

install() {
    if is_ready; then
        return
    fi
    if ! fits .venv/bin/python; then
        python=$(find_python)
        "$python" -c 'import venv, ensurepip' 2>/dev/null ||
            say "$python lacks venv: install it (Debian: apt-get install python3-venv)."
        echo "Making .venv with $python" >&2
        "$python" -m venv --clear .venv
    fi
    echo "Installing $lock" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --no-deps -r "$lock" ||
        say "The packages of $lock could not be installed; the lines above say why."
    wanted >"$mark"
}

# What matching gets better by and does well without: tried once for each lock, never a reason to stop.
install_embedding() {
    optional=requirements/embedding.txt
    optional_mark=.venv/.installed-embedding
    if [ "$kind" != run ] || [ "${FACTCHECK_EMBEDDING:-1}" = 0 ] || ! [ -f "$mark" ]; then
        return
    fi
    if [ -f "$optional_mark" ] && [ "$(cksum <"$optional")" = "$(cat "$optional_mark")" ]; then
        return
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --no-deps --only-binary :all: --retries 1 --timeout 20 -r "$optional" >/dev/null 2>&1 ||
        printf '%s\n' "The optional package of $optional could not be installed: claims are matched by words only. FACTCHECK_EMBEDDING=0 leaves it out, deleting .venv/.installed-embedding tries again." >&2
    cksum <"$optional" >"$optional_mark"
}

if is_ready; then
    install_embedding
    exit 0
fi
# Two terminals may set up at once; flock is part of util-linux, and macOS has none.
if command -v flock >/dev/null 2>&1 && [ "${FACTCHECK_SET_UP_LOCKED:-}" = "" ]; then
    FACTCHECK_SET_UP_LOCKED=1 exec flock "$lock" scripts/set-up.sh "$kind"
fi
install
install_embedding
