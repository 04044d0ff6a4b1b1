#!/bin/sh
# Install or upgrade RealMe Desktop on a Mac with the presets that lie beside this script, without questions:
#
#     sudo ./deploy.sh [realme-desktop-….dmg]
#
# presets/*.toml go to /Library/Application Support/realme-desktop, root's and readable by all.
# REALME_DESKTOP_CLOSE=1 closes a console that is running. --remove takes program and presets away.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
app="/Applications/RealMe Desktop.app"
site="/Library/Application Support/realme-desktop"
if [ "$(id -u)" != 0 ]; then
    echo "deploy: this has to be run as root" >&2
    exit 2
fi
if pgrep -f "$app/Contents/MacOS/realme-desktop" >/dev/null; then
    if [ "${REALME_DESKTOP_CLOSE:-}" = 1 ]; then
        pkill -TERM -f "$app/Contents/MacOS/realme-desktop" || true
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
            pgrep -f "$app/Contents/MacOS/realme-desktop" >/dev/null || break
            sleep 2
        done
    fi
    if pgrep -f "$app/Contents/MacOS/realme-desktop" >/dev/null; then
        echo "deploy: RealMe Desktop is running; nothing was changed. Close it, or set REALME_DESKTOP_CLOSE=1." >&2
        exit 1
    fi
fi
if [ "${1:-}" = --remove ]; then
    rm -rf "$app" "$site"
    exit 0
fi
image=${1:-$(ls -1 "$here"/realme-desktop-*.dmg | tail -n 1)}
mount=$(mktemp -d)
hdiutil attach -nobrowse -readonly -mountpoint "$mount" "$image" >/dev/null
trap 'hdiutil detach "$mount" >/dev/null; rmdir "$mount"' EXIT
codesign --verify --deep --strict "$mount/RealMe Desktop.app"
rm -rf "$app.new"
ditto "$mount/RealMe Desktop.app" "$app.new"
rm -rf "$app"
mv "$app.new" "$app"
mkdir -p "$site"
chown root:wheel "$site"
chmod 755 "$site"
for preset in "$here"/presets/*.toml; do
    [ -f "$preset" ] || continue
    install -o root -g wheel -m 0644 "$preset" "$site/$(basename "$preset")"
done
"$app/Contents/MacOS/realme-desktop" --version
