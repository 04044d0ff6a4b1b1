#!/bin/sh
# Puts RealMe Desktop into the menu of this user, or takes it out again: ./add-to-menu.sh [--remove]
set -eu
here=$(dirname "$(readlink -f "$0")")
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/realme-desktop.desktop
icon=$share/icons/hicolor/scalable/apps/realme-desktop.svg
if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$icon"
    exit 0
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
sed "s|^Exec=.*|Exec=\"$here/realme-desktop\"|" "$here/share/applications/realme-desktop.desktop" > "$entry"
cp "$here/share/icons/hicolor/scalable/apps/realme-desktop.svg" "$icon"
