#!/bin/sh
# Installs exactly what package-lock.json says, once, however many builds ask at the same time.
set -eu
cd "$(dirname "$0")"
mkdir -p dist
exec 9> dist/.lock
flock 9
if [ node_modules/.installed -nt package-lock.json ]; then exit 0; fi
npm ci --loglevel=error
touch node_modules/.installed
