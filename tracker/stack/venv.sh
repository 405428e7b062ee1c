#!/bin/sh
# Makes .venv with the Python given, unless there is one that works. What is missing is said in one line.
set -eu
python=$1

stop() {
    echo "$1" >&2
    exit 1
}

.venv/bin/python -c 'import pip' 2>/dev/null && exit 0

command -v "$python" >/dev/null || stop "There is no $python here: install Python 3.11 or newer, or name one as in make run PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$python is $("$python" --version 2>&1), On Record needs 3.11 or newer: name one as in make run PYTHON=python3.12"

# Debian and Ubuntu keep this part of Python in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        stop "$python cannot make virtual environments: install $package (apt-get install $package), then try again."
    fi
    echo "Installing $package"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq install --yes --no-install-recommends "$package"; } >/dev/null ||
        stop "$package could not be installed: install it, then try again."
fi

echo "Making .venv with $("$python" --version)"
"$python" -m venv --clear .venv || stop ".venv could not be made with $python: see above."
