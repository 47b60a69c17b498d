# Daily commands; `just` lists them.

_default:
    @just --list

# Everything that CI runs, on Debian and its kin
ci:
    .ci/run

# Compile without linking, with all lints
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# All tests, or those whose name contains FILTER
test *FILTER:
    cargo test {{FILTER}}

# Take new inline snapshots into the tests (needs cargo-insta)
accept:
    cargo insta review

# Render a résumé in every theme into out/
themes RESUME='data/samples/kernel-engineer.yaml':
    cargo build
    for theme in templates/*/theme.toml; do \
        name=$(basename "$(dirname "$theme")"); \
        target/debug/recto build {{RESUME}} -t "$name" -o "out/$name.png" --format png; \
    done

# Measure the stages of a build and whole processes
bench:
    cargo bench

# Documentation of the library
doc:
    RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --open

# Fuzz one target for a number of seconds
fuzz TARGET='whole' SECONDS='60':
    .ci/fuzz {{SECONDS}} {{TARGET}}

# Licences, advisories and duplicate versions of dependencies (needs cargo-deny)
deny:
    cargo deny check
