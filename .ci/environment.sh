# Makes .venv with the locked requirements; sourced by ./run, ./test and .ci/run from the repository's folder.
#
#   have_environment requirements.txt          what the site needs
#   have_environment requirements-dev.txt      that, and what tests and checks need
#
# Does nothing when the requirements are those that are installed already.

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Concord needs Python 3.11 or later: install it (apt-get install python3 python3-venv) and start again."
}

make_venv() {
    python=$(find_python) || exit 1
    echo "making .venv with $("$python" -V)"
    rm -rf .venv
    if "$python" -m venv .venv >/dev/null 2>&1; then
        return
    fi
    rm -rf .venv
    if command -v uv >/dev/null 2>&1 && uv venv -q --seed --python "$python" .venv; then
        return
    fi
    if "$python" -m virtualenv -q .venv >/dev/null 2>&1; then
        return
    fi
    rm -rf .venv
    if "$python" -m venv --without-pip .venv >/dev/null 2>&1 &&
        "$python" -m pip -q --python .venv/bin/python install pip >/dev/null 2>&1; then
        return
    fi
    rm -rf .venv
    fail "Python's venv module is missing here: apt-get install python3-venv, then start again."
}

install_requirements() {
    pip="$PWD/.venv/bin/python -m pip --disable-pip-version-check"
    if [ ! -x .venv/bin/uv ]; then
        $pip install -q --require-hashes -r requirements-uv.txt >/dev/null 2>&1 || true
    fi
    if .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$1" 2>.venv/uv.log; then
        return
    fi
    echo "uv could not install them, so pip does, which takes longer"
    $pip install -q --require-hashes -r "$1" || fail "The requirements could not be installed: see above, then start again."
}

have_environment() {
    requirements=$1
    wanted=$(sha256sum "$requirements" | cut -d ' ' -f 1)
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        make_venv
    fi
    if [ "$(cat ".venv/$requirements.sha256" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    echo "installing $(grep -c '==' "$requirements") packages from $requirements"
    install_requirements "$requirements"
    echo "$wanted" >".venv/$requirements.sha256"
    if [ "$requirements" = requirements-dev.txt ]; then # it holds all of requirements.txt too
        sha256sum requirements.txt | cut -d ' ' -f 1 >.venv/requirements.txt.sha256
    fi
}
