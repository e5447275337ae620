# Finds or gets a Chromium for the browser tests and puts its path into CHROMIUM; sourced by ./test.
# The headless shell is the same Chromium without windows, and opens a page with half the work.

works() {
    [ -n "$1" ] && "$1" --version >/dev/null 2>&1
}

find_chromium() {
    for candidate in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && works "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    if [ -x .venv/chromium/chromium ] && works "$PWD/.venv/chromium/chromium"; then
        echo "$PWD/.venv/chromium/chromium"
    fi
}

from_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "installing Debian's chromium for the browser tests, about a minute"
    apt_get_install chromium-headless-shell || apt_get_install chromium ||
        { apt-get update -q >>.venv/chromium.log 2>&1 &&
            { apt_get_install chromium-headless-shell || apt_get_install chromium; }; }
}

apt_get_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" fonts-dejavu-core \
        >>.venv/chromium.log 2>&1
}

from_npm() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 || return 1
    echo "getting a Chromium from npm for the browser tests, about a minute"
    mkdir -p .venv/chromium
    npm install --silent --no-save --no-audit --no-fund --prefix .venv/chromium @sparticuz/chromium \
        >.venv/chromium.log 2>&1 || return 1
    (
        cd .venv/chromium &&
            TMPDIR=$PWD node --input-type=module -e \
                'import c from "@sparticuz/chromium"; console.log(await c.executablePath())' >>../chromium.log 2>&1
    ) && [ -x .venv/chromium/chromium ]
}

have_chromium() {
    CHROMIUM=$(find_chromium)
    if [ -z "$CHROMIUM" ]; then
        from_apt || from_npm || true
        CHROMIUM=$(find_chromium)
    fi
    if [ -z "$CHROMIUM" ]; then
        fail "The browser tests need a Chromium and none could be had: install one (apt-get install chromium)," \
            "name it in CHROMIUM, or leave them out with --no-browser."
    fi
    export CHROMIUM
}
