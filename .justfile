# What CI runs, one recipe a check. `just ci` is all of it, as CI does it.

# The list of recipes.
default:
    @just --list

# Is the code formatted?
fmt:
    cargo fmt --check

# Lints, each a failure.
clippy:
    cargo clippy --all-targets --locked -- -D warnings

# All tests.
test:
    cargo test

# The documentation, broken links and all that is missing being failures.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked

# Start, keys, search and large documents as multiples of floors that are built here (Linux).
bench:
    cargo build --release --locked --example floor
    cargo bench --locked --bench start
    cargo bench --locked --bench catalog
    cargo bench --locked --bench keys
    cargo bench --locked --bench json -- --large
    cargo bench --locked --bench json -- --keys
    cargo bench --locked --bench instances

# One target under libFuzzer until it is stopped, such as `just fuzz grant` (needs cargo-fuzz and a C++ compiler).
fuzz target:
    cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none {{target}} -- -max_len=4096

# The monkey, for longer than the tests have time: `just monkey 100000`.
monkey actions:
    ELEMINT_MONKEY={{actions}} cargo test --test monkey -- --nocapture

# An apply that is killed at random moments and run again, more often than in the tests: `just kills 100`.
kills number:
    ELEMINT_KILLS={{number}} cargo test --test terminal killed_apply

# The time of an apply of 1,000 instances, as a ratio to the fastest possible.
bench-apply:
    cargo bench --bench apply

# Mutants of one shard, such as `just mutants grant` or `just mutants mask 0/4` (needs cargo-mutants; see tests/mutants.md).
mutants shard part="":
    .ci/mutants {{shard}} {{part}}

# The order of the functions in the program, after larger changes to what a start does (Linux; needs valgrind).
link-order:
    .ci/link-order

# The list of 10,000 instances beside that of elements, its memory, and the time of 500 tests (Linux).
bench-instances:
    cargo bench --locked --bench instances

# Advisories, licences, sources and duplicates of dependencies (needs cargo-deny).
deny:
    cargo deny --locked check

# The release files of Linux: archive, .deb and .rpm (needs cargo-deb and cargo-generate-rpm).
package target="":
    .ci/package {{target}}

# All release files that Linux can make, each checked; `.ci/packages` says what it needs.
packages target="x86_64-unknown-linux-musl":
    .ci/packages {{target}}

# The screens of two complete flows under Wine and on Linux, compared (needs tmux and what `just windows` needs).
windows-seeds:
    tests/windows-seeds.sh

# Lints and tests for Windows, under Wine (needs root and Debian).
windows:
    tests/windows.sh check

# Everything, from a clean machine on.
ci:
    .ci/run
