#!/usr/bin/env bash
# Makes a Debian package of a built program, with manual pages and completions:
#   packages/deb/build.sh PROGRAM OUT [ARCHITECTURE]
set -euo pipefail
program=$(realpath "$1") out=$(realpath -m "$2")
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -1)
architecture=${3:-$(dpkg --print-architecture)}
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

install -D -m 755 "$program" "$tree/usr/bin/recto"
"$program" man --quiet --out-dir "$tree/usr/share/man/man1"
gzip -9n "$tree"/usr/share/man/man1/*
mkdir -p "$tree"/usr/share/{bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d}
"$program" completions bash > "$tree/usr/share/bash-completion/completions/recto"
"$program" completions fish > "$tree/usr/share/fish/vendor_completions.d/recto.fish"
# Zsh runs the file at the first completion, which is to be answered too.
{ "$program" completions zsh; echo '_clap_dynamic_completer_recto "$@"'; } \
    > "$tree/usr/share/zsh/vendor-completions/_recto"
doc=$tree/usr/share/doc/recto
install -D -m 644 "$root/README.md" -t "$doc"
cat "$root/LICENSE-MIT" "$root/LICENSE-APACHE" > "$doc/copyright"
gzip -9nc "$root/CHANGELOG.md" > "$doc/changelog.gz"

# The newest version of glibc of which the program wants a function; a static one wants none.
glibc=$(grep -aoE 'GLIBC_2\.[0-9]+' "$program" | sort -uV | tail -1 | cut -d_ -f2 || true)
mkdir "$tree/DEBIAN"
{
    echo "Package: recto"
    echo "Version: $version"
    echo "Architecture: $architecture"
    echo "Maintainer: The recto project <maintainers@recto.invalid>"
    echo "Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)"
    if [ -n "$glibc" ]; then echo "Depends: libc6 (>= $glibc)"; fi
    echo "Suggests: fonts-noto-cjk"
    echo "Section: text"
    echo "Priority: optional"
    echo "Description: turns a résumé kept as data into a print-ready PDF"
    echo " One file in YAML, JSON or TOML becomes a PDF that is correct for a screen"
    echo " reader (PDF/UA-1, PDF/A-2a), in one of eleven themes, offline."
} > "$tree/DEBIAN/control"
chmod -R u=rwX,go=rX "$tree"
mkdir -p "$out"
dpkg-deb --root-owner-group -Zgzip --build "$tree" "$out/recto_${version}_$architecture.deb"
