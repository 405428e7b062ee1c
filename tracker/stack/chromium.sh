#!/bin/sh
# Makes sure of a Chromium for the browser tests: the one that is there, else Debian's, else one line and failure.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && exit 0
done

stop() {
    echo "The browser tests need Chromium: install it (on Debian: apt-get install chromium), then try again." >&2
    exit 1
}

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    stop
fi
echo "Installing chromium"
export DEBIAN_FRONTEND=noninteractive
{ apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium; } >/dev/null || stop
