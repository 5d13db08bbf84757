#!/bin/sh
# Makes the virtual environment, or says in one sentence what is missing.
# Called by make: sh requirements/make-venv.sh FOLDER
set -eu
venv=$1

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ -x "$venv/bin/python" ] && recent "$venv/bin/python"; then
    exit 0
fi

python=
# The versions that the lock was tried with come first.
for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
    if recent "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Portcullis needs Python 3.11 or newer, and none was found." \
        "Install it, or say where it is: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

# Debian keeps this part of Python in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    else
        echo "$python cannot make virtual environments." \
            "On Debian or Ubuntu: sudo apt-get install $package" >&2
        exit 1
    fi
fi

"$python" -m venv --clear "$venv"
