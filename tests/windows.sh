#!/usr/bin/env bash
# Checks elemint for Windows on a Debian that reaches only Debian's packages and crates.io. Runs as root.
#
#   tests/windows.sh prepare        makes two small Debian roots in $WINLAB; does nothing if they exist
#   tests/windows.sh can            succeeds if this machine can run the other commands
#   tests/windows.sh check          prepares, then lints for Windows, and runs the tests without a terminal under Wine
#   tests/windows.sh cargo ...      runs cargo for Windows, for example: cargo build --locked
#   tests/windows.sh wine EXE ...   runs a program for Windows
#   tests/windows.sh screen EXE ... runs a program for Windows that draws on the full terminal
#
# The compiler, with the source of its standard library, is from `forky`, so that rustup is not needed. Wine 10 is from
# `trixie`: programs of Rust 1.78 or later need its bcryptprimitives.dll. Each is in a root of its own, since both need
# a newer libc than this machine may have. A mount ends with its command.
set -euo pipefail
cd "$(dirname "$0")/.."

LAB=${WINLAB:-/tmp/winlab}
COMPILER=$LAB/root
WINE=$LAB/wroot
TARGET=x86_64-pc-windows-gnu
# Integration tests to run besides the unit tests. Those with `tests/kit` need a Unix terminal to compile.
TESTS=(decoder platform storage)
export DEBIAN_FRONTEND=noninteractive

# Prints the mirror of this machine, from either format of the configuration of apt.
mirror() {
  local uri
  uri=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
  if [ -z "$uri" ]; then
    uri=$(sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
      2>/dev/null | head -n 1)
  fi
  printf '%s\n' "${uri:?no mirror found in the configuration of apt}"
}

# Runs a command in a root, with a directory at /src; each FROM:TO before "--" is mounted as well.
inside() {
  local root=$1 directory=$2 binds=()
  shift 2
  while [ "$1" != -- ]; do binds+=("$1"); shift; done
  shift
  # shellcheck disable=SC2016
  unshare --mount --propagation private bash -c '
    set -e
    root=$1; shift
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    while [ "$1" != -- ]; do
      mkdir -p "$root${1#*:}"
      mount --bind "${1%%:*}" "$root${1#*:}"
      shift
    done
    shift
    exec chroot "$root" "$@"
  ' inside "$root" "$(realpath "$directory"):/src" "${binds[@]}" -- "$@"
}

# Makes a root of a suite with packages.
root() {
  local root=$1 suite=$2 file
  shift 2
  if [ -e "$root/.ready" ]; then return; fi
  # An older debootstrap has no script for a newer suite; all have the same one.
  debootstrap --variant=minbase "$suite" "$root" "$(mirror)" /usr/share/debootstrap/scripts/sid >"$LAB/$suite.log"
  for file in /etc/apt/apt.conf.d/* /etc/resolv.conf /etc/hosts; do
    if [ -f "$file" ]; then cp -L "$file" "$root$file"; fi
  done
  printf 'path-exclude /usr/share/%s/*\n' doc man locale >"$root/etc/dpkg/dpkg.cfg.d/small"
  # shellcheck disable=SC2016
  inside "$root" "$LAB" -- sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" &&
    apt-get clean' sh "$@" >>"$LAB/$suite.log" 2>&1
  mkdir -p "$root/etc/ssl/certs"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  touch "$root/.ready"
}

prepare() {
  mkdir -p "$LAB"
  if ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends debootstrap
  fi
  root "$COMPILER" forky cargo rustc rust-clippy rust-src gcc-mingw-w64-x86-64-win32 gcc libc6-dev ca-certificates
  root "$WINE" trixie wine64 wine
  if [ ! -e "$LAB/console.exe" ]; then
    inside "$COMPILER" . "$LAB:/lab" -- \
      x86_64-w64-mingw32-gcc -O1 -municode -s -o /lab/console.exe /src/tests/kit/console.c
  fi
}

# Runs cargo for Windows. `cargo test` cannot start the tests, so they are built with --no-run and started under Wine.
build() {
  local registry=${CARGO_HOME:-$HOME/.cargo}/registry command=$1
  shift
  mkdir -p "$registry"
  # -Z needs RUSTC_BOOTSTRAP on a released compiler.
  # shellcheck disable=SC2016
  inside "$COMPILER" . "$registry:/root/.cargo/registry" -- env -i HOME=/root PATH=/usr/bin:/bin \
    LANG=C.UTF-8 TERM=dumb RUSTC_BOOTSTRAP=1 CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=/src/target/windows \
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_HTTP_CAINFO=/etc/ssl/certs/ca-certificates.crt CARGO_BUILD_JOBS="$(nproc)" \
    sh -c 'cd /src && exec cargo "$@"' sh "$command" \
    -Z build-std=std,test,panic_unwind,panic_abort --target "$TARGET" "$@"
}

# Runs a program under Wine; WINENV holds further variables, as in "A=b C=d".
run() {
  # shellcheck disable=SC2016,SC2086
  inside "$WINE" . "$LAB:/lab" -- env -i HOME=/root PATH=/usr/bin:/bin LANG=C.UTF-8 \
    TERM="${TERM:-xterm-256color}" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' WINEPREFIX=/root/prefix \
    XDG_RUNTIME_DIR=/tmp ${WINENV:-} sh -c 'cd /src && exec wine "$@"' sh "$@"
}

# Succeeds for root on a Debian whose kernel allows mounts.
can() {
  [ "$(id -u)" = 0 ] && [ "$(uname -m)" = x86_64 ] && unshare --mount true 2>/dev/null && command -v apt-get >/dev/null
}

# Lints, builds the tests, and runs them. tests/windows.skip names those that Wine cannot run.
check() {
  local built skipped=() test failed=()
  prepare
  # This compiler is newer than the project's: lints that are new in it are shown, and only unused code fails.
  build clippy --locked --lib --bins -- -D unused
  build test --no-run --locked --lib "${TESTS[@]/#/--test=}"
  built=$(build test --no-run --locked --lib "${TESTS[@]/#/--test=}" --message-format=json 2>/dev/null |
    sed -n 's/.*"profile":{[^}]*"test":true}.*"executable":"\/src\/\([^"]*\)".*/\1/p')
  while read -r test; do skipped+=(--skip "$test"); done < <(sed 's/ *#.*//; /^$/d' tests/windows.skip)
  for test in $built; do
    printf -- '---- %s\n' "$test"
    WINENV="PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-1926} INSTA_UPDATE=no INSTA_WORKSPACE_ROOT=Z:\\src CI=true
      CARGO_MANIFEST_DIR=Z:\\src" run "$test" --quiet "${skipped[@]}" || failed+=("$test")
  done
  if [ "${#failed[@]}" != 0 ]; then printf 'failed under Wine: %s\n' "${failed[@]}" && return 1; fi
}

case ${1:-} in
  prepare) prepare ;;
  can) can ;;
  check) check ;;
  cargo) shift; build "$@" ;;
  wine) shift; run "$@" ;;
  # With a pipe after it, Wine's console does not take the output. `cat` must outlive an interrupt.
  screen) shift; run /lab/console.exe "$@" | (trap '' INT; exec cat) ;;
  *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
