#!/usr/bin/env bash
# Runs two complete flows of the wizard under Wine and on Linux side by side, and compares each screen: Magento SOAP v1.9
# with credentials, and Infusionsoft eCommerce with the provider's consent. Needs tmux, curl and what windows.sh needs.
#
#   tests/windows-seeds.sh    builds both programs; succeeds if all screens are equal
set -euo pipefail
cd "$(dirname "$0")/.."

tests/windows.sh prepare
tests/windows.sh cargo test --no-run --locked --test decoder
cargo build --locked
folder=$(mktemp -d)
differences=0 element=none

mux() { tmux -f /dev/null -S "$folder/$element.socket" "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$folder"' EXIT

# Starts the wizard in both terminals, with the same seed and nothing kept.
start() {
  local arguments="--sandbox --keep-nothing --seed 7 $1" exe
  # The server of the last flow may still be ending, so each has its own.
  mux kill-server 2>/dev/null || true
  element=$1
  exe='Z:\src\target\windows\x86_64-pc-windows-gnu\debug\elemint.exe'
  # Links are shown, not opened. With DISPLAY Linux has a desktop, as Windows always has.
  mux new-session -d -s wine -x 260 -y 40 "env TERM=xterm-256color COLORTERM=truecolor \
    WINENV='COLORTERM=truecolor ELEMINT_BROWSER=print ELEMINT_CONFIG_DIR=Z:\\tmp\\elemint-seeds' \
    tests/windows.sh screen '$exe' $arguments"
  mux new-session -d -s linux -x 260 -y 40 "env TERM=xterm-256color COLORTERM=truecolor DISPLAY=:0 \
    ELEMINT_BROWSER=print ELEMINT_CONFIG_DIR='$folder/config' target/debug/elemint $arguments"
}

# Presses keys of tmux, such as Enter or C-s, or types a text after -l.
press() { for session in wine linux; do mux send-keys -t "$session" "$@"; done; }
fill() { for text in "$@"; do press -l "$text"; press Enter; done; }

# Prints a screen without what differs between any two runs (ports, states, times, identifiers) and between machines: a
# container gets a line more. Empty lines are left out.
screen() {
  mux capture-pane -p -t "$1" | sed -E 's/127\.0\.0\.1(:|%3A)[0-9]+/HOST/g; s/state=[^ ]+/state=S/; s,/go/[^ ]+,/go/G,
    s/[0-9]+:[0-9]{2} left/TIME left/; s/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]+Z?/DATE/; s/created in [0-9]+ s/created/
    s/ +$//; /If the browser cannot connect/d; /^$/d'
}

# Waits for a text on both screens, and compares them. A screen may still be drawn, so a difference is looked at again.
compare() {
  local name=$1 pattern=$2 try
  for try in $(seq 120); do
    for session in wine linux; do screen "$session" >"$folder/$session"; done
    if grep -q "$pattern" "$folder/wine" && cmp -s "$folder/wine" "$folder/linux"; then
      printf 'equal: %s\n' "$name"
      return
    fi
    sleep 0.5
  done
  printf 'different: %s\n' "$name"
  diff "$folder/wine" "$folder/linux" || true
  differences=$((differences + 1))
}

# Gives the consent of one session, as the button of the sandbox's page does.
allow() {
  local link back
  link=$(mux capture-pane -p -J -t "$1" | grep -o 'http://127[^ ]*/authorize?[^ ]*')
  back=$(curl -s -o "$folder/page" -w '%{redirect_url}' -d "${link#*\?}&choice=allow" "${link%%/authorize*}/answer")
  curl -s -o "$folder/page" "$back"
}

start magentosoapv19
compare "Magento: form" "Store URL"
fill ada secret https://shop.example
press -l shop
compare "Magento: filled form" "shop"
press C-s
compare "Magento: review" "Create the instance"
press Enter
compare "Magento: instance" "✓ Instance"

start infusionsoftecommerce
compare "Infusionsoft: form" "Client Secret"
press Up
press C-u
fill http://127.0.0.1:0/callback client-1 secret
press -l crm
compare "Infusionsoft: filled form" "crm"
press C-s
compare "Infusionsoft: consent" "Waiting for your consent"
for session in wine linux; do allow "$session"; done
compare "Infusionsoft: review" "Create the instance"
press Enter
compare "Infusionsoft: instance" "✓ Instance"

if [ "$differences" != 0 ]; then echo "$differences screens differ" && exit 1; fi
