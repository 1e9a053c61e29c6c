#!/bin/sh
# Copies the page's third-party files into web/vendor/. Run it only to add or update one: what it writes is committed,
# is never edited by hand, and `sha256sum -c CHECKSUMS` in web/vendor/ proves it.
#
#   web/vendor.sh            fetch, verify, replace web/vendor/
#
# To update a package: change its version and its files below, set the checksum to "new", run, look at the
# difference, and put the checksum that the script prints here.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# vendor NAME VERSION SHA256-OF-THE-TARBALL FILE...   (files as they lie in the package; the licence comes by itself)
vendor() {
  name=$1 version=$2 expected=$3
  shift 3
  tarball=$(cd "$work" && npm pack --silent "$name@$version")
  found=$(sha256sum "$work/$tarball" | cut -d' ' -f1)
  if [ "$found" != "$expected" ]; then
    echo "$name@$version: the tarball's sha256 is $found, expected $expected" >&2
    [ "$expected" = new ] || exit 1
  fi
  tar -xzf "$work/$tarball" -C "$work"
  target=$work/vendor/$name-$version
  mkdir -p "$target"
  for file in LICENSE "$@"; do
    # Registry tarballs carry odd modes; the repository wants plain files.
    install -m 644 "$work/package/$file" "$target/$(basename "$file")"
  done
  rm -rf "$work/package"
}

vendor leaflet 1.9.4 84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77 \
  dist/leaflet.js dist/leaflet.css
vendor topojson-client 3.1.0 889fadb422f6236d0f8337a236ce6499f258b75e44b81733b13bd971067322bf \
  dist/topojson-client.min.js
vendor world-atlas 2.0.2 032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97 \
  countries-110m.json countries-50m.json

(cd "$work/vendor" && find . -type f ! -name CHECKSUMS | LC_ALL=C sort | sed 's|^\./||' | xargs sha256sum >CHECKSUMS)
rm -rf vendor
mv "$work/vendor" vendor
echo "web/vendor: $(wc -l <vendor/CHECKSUMS) files" >&2
