# Sourced by ./run and ./test: makes .venv from a lock file, once. Needs python3 (3.11 to 3.13) with venv.
# usage: . packaging/prepare.sh LOCKFILE...   (any of them satisfies; the first is installed)

fail() { printf '%s\n' "$*" >&2; exit 1; }

find_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null &&
            "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
}

ensure_python() {
    PYTHON=$(find_python)
    [ -n "$PYTHON" ] && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python3 and venv ..." >&2
        { apt-get update && apt-get install -y --no-install-recommends python3 python3-venv; } >/dev/null 2>&1 || true
        PYTHON=$(find_python)
    fi
    [ -n "$PYTHON" ] || fail "Python 3.11 to 3.13 with venv is needed:  sudo apt-get install -y python3 python3-venv"
}

stamp_of() { cat "$1" packaging/prepare.sh | sha256sum | cut -c1-64; }

ready() {
    [ -x .venv/bin/python ] && [ -f .venv/stamp ] || return 1
    local stamp lock
    stamp=$(<.venv/stamp)
    for lock in "$@"; do
        [ "$stamp" = "$(stamp_of "$lock") $PWD" ] && return 0
    done
    return 1
}

prepare() {
    ready "$@" && return
    ensure_python
    echo "Preparing .venv (once) ..." >&2
    rm -rf .venv
    "$PYTHON" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --only-binary :all: --require-hashes -r "$1" 2> >(grep -v '^WARNING: Location' >&2) ||
        fail "The libraries could not be installed; see above. Check the connection to the package index and start again."
    printf '%s %s' "$(stamp_of "$1")" "$PWD" >.venv/stamp
}

# What Qt needs of the system; a bare server or container lacks it.
QT_PACKAGES="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libdbus-1-3 libfontconfig1 libcups2 libxcb-cursor0
    libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-xkb1 libxkbcommon-x11-0 libxcb-shape0"
QT_PACKAGES=$(echo $QT_PACKAGES)
WINDOW_REMEDY="libraries of the system are missing:  sudo apt-get install -y --no-install-recommends $QT_PACKAGES"

window_works() {
    QT_QPA_PLATFORM=offscreen .venv/bin/python -c \
        'import PySide6.QtPrintSupport, PySide6.QtWidgets; PySide6.QtWidgets.QApplication([])' >/dev/null 2>&1
}

# Whether the window can be used. As root the libraries are installed; once they are found they are not looked for again.
ensure_window() {
    [ -f .venv/window ] && return
    if ! window_works && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing the libraries of the window ..." >&2
        {
            apt-get update
            DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $QT_PACKAGES
        } >/dev/null 2>&1 || true
    fi
    window_works || return 1
    : >.venv/window
}

prepare "$@"
