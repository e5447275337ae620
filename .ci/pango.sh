# Whether the system can set type for PDFs, with Debian's Pango where it can be had; sourced by ./test.

PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

sets_type() {
    .venv/bin/python -c "import weasyprint" >/dev/null 2>&1
}

have_pango() {
    sets_type && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing Debian's Pango for the tests of PDFs"
        # shellcheck disable=SC2086 -- three names
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $PANGO >>.venv/pango.log 2>&1 || true
    fi
    sets_type || fail "The tests of PDFs need Pango, which could not be had: install it (apt-get install $PANGO)."
}
