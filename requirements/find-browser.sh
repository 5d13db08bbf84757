#!/bin/sh
# Sees to Chromium for the browser tests: installs it where that can be done unasked,
# otherwise says how. Never fails: without a browser those tests are skipped with the reason.
set -eu

ls tests/browser/test_*.py >/dev/null 2>&1 || exit 0
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests"
    if apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-liberation >/dev/null; then
        exit 0
    fi
fi
echo "The browser tests will be skipped: there is no Chromium." \
    "On Debian: sudo apt-get install chromium" >&2
