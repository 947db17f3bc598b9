# The chores of this project: `just` lists them.

_list:
    @just --list --unsorted

# Run the checks that must pass before a commit.
check:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings
    cargo test --locked

# Run every check that a change must pass, as root on Debian or Ubuntu. Installs the programs for it.
ci:
    .ci/run

# Run .ci/run and the README's commands on a minimal Debian, as root.
fresh suite="trixie":
    ci/fresh {{suite}}

# Build and test everything that is released, as root on Debian or Ubuntu.
release:
    ci/release

# Regenerate the files that depend on Cargo.lock and on the vector scripts.
generate:
    ci/third-party > packaging/THIRD-PARTY.txt
    python3 tests/vectors/make.py > tests/vectors/passwords.tsv
    python3 tests/vectors/recipes.py > tests/vectors/recipes.tsv

# Find changes of the code that no test sees.
mutants:
    cargo mutants

# Fuzz one target of fuzz/.
fuzz target:
    mkdir -p fuzz/corpus/{{target}}
    cargo +nightly fuzz run {{target}} fuzz/corpus/{{target}} fuzz/seeds/{{target}}

# Compare the speed with other programs.
bench:
    cargo build --locked --release
    benches/compare target/release/ses-smtp-pass
