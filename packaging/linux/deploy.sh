#!/bin/sh
# Install or upgrade RealMe Desktop with the presets that lie beside this script, without questions. As root:
#
#     ./deploy.sh [realme-desktop_….deb]
#
# presets/*.toml (policy.toml, environments.toml, settings.toml) go to /etc/realme-desktop, root's and readable by
# all. REALME_DESKTOP_CLOSE=1 closes a console that is running.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
package=${1:-}
if [ -z "$package" ]; then
    package=$(ls -1 "$here"/realme-desktop_*.deb 2>/dev/null | tail -n 1)
fi
if [ ! -f "$package" ]; then
    echo "deploy: no realme-desktop_….deb is here; name it: ./deploy.sh FILE" >&2
    exit 2
fi
if [ "$(id -u)" != 0 ]; then
    echo "deploy: this has to be run as root" >&2
    exit 2
fi
if [ -f "$here/SHA256SUMS" ]; then
    (cd "$(dirname "$package")" && grep " $(basename "$package")\$" "$here/SHA256SUMS" | sha256sum --check --quiet -)
fi
DEBIAN_FRONTEND=noninteractive apt-get install -y \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    "$(cd "$(dirname "$package")" && pwd)/$(basename "$package")"
for preset in "$here"/presets/*.toml; do
    [ -f "$preset" ] || continue
    install -o root -g root -m 0644 "$preset" "/etc/realme-desktop/$(basename "$preset")"
    echo "deploy: /etc/realme-desktop/$(basename "$preset")"
done
realme-desktop --version
