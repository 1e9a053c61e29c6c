#!/bin/sh
# Speed of the server: benches/serve.sh PROGRAM STORE [SECONDS]. Asks a store that `cargo bench --bench store` filled over 8 connections with wrk
# and tells, for each question: requests a second, median and 99th percentile, answers that were no success, and the processor time of the
# server for one request (wrk takes its own from the same cores). Needs wrk and curl.
set -eu
program=$1 store=$2 seconds=${3:-5}
listen=127.0.0.1:8797 folder=$(mktemp -d)
"$program" serve --store "$store" --listen $listen 2>"$folder/log" &
server=$!
trap 'kill $server; rm -r "$folder"' EXIT
until curl -sf "http://$listen/healthz" >/dev/null; do kill -0 $server; sleep 0.1; done
api=http://$listen/api items=/api/collections/incidents/items
curl -sf "$api/collections/incidents/items?limit=10000" | grep -o '"properties":{"id":"[^"]*' | cut -d'"' -f6 >"$folder/ids"

# Ticks of a hundredth of a second that the server ran.
ticks() { awk '{ print $14 + $15 }' /proc/$server/stat; }
# ask NAME ADDRESS: one address again and again; ask NAME SCRIPT.lua: the addresses that the script makes.
ask() {
    before=$(ticks)
    case $2 in
    *.lua) wrk -t2 -c8 -d"$seconds" --latency -s "$2" "http://$listen" ;;
    *) wrk -t2 -c8 -d"$seconds" --latency "http://$listen$2" ;;
    esac >"$folder/said"
    after=$(ticks)
    awk -v name="$1" -v ticks=$((after - before)) '
        $1 == "50%" { median = $2 } $1 == "99%" { last = $2 } /requests in/ { all = $1 } /Requests\/sec/ { rate = $2 }
        /Non-2xx/ { bad = $NF } /Socket errors/ { bad = $0 }
        END { printf "%-28s %9.0f/s  p50 %8s  p99 %8s  %6.0f µs of the server each%s\n", name, rate, median, last, ticks * 1e4 / all,
            bad ? "  FAILED: " bad : "" }' "$folder/said"
}
# lua NAME BODY: a script whose function `address` gives one address after the other.
lua() {
    cat >"$folder/$1.lua" <<END
math.randomseed(7)
$2
request = function() return wrk.format("GET", address()) end
END
    echo "$folder/$1.lua"
}
one=$(tail -n 1 "$folder/ids")
ask "item, the same" "$items/$one"
ask "item, 10,000 by turns" "$(lua item "local ids = {} for id in io.lines('$folder/ids') do ids[#ids + 1] = id end
function address() return '$items/' .. ids[math.random(#ids)] end")"
ask "items, limit 100" "$items?limit=100"
ask "bbox, limit 1000" "$items?bbox=42,32,44,34&limit=1000"
ask "bbox, another each time" "$(lua bbox "function address()
local west, south = 36 + math.random() * 8, 31 + math.random() * 6
return string.format('$items?bbox=%.4f,%.4f,%.4f,%.4f&limit=1000', west, south, west + 2, south + 2) end")"
ask "datetime, limit 100" "$items?datetime=2018-03-01/2018-03-31&limit=100"
ask "datetime, another each time" "$(lua datetime "function address()
local year, month = math.random(2012, 2019), math.random(12)
return string.format('$items?datetime=%d-%02d-%02d/%d-%02d-28&limit=100', year, month, math.random(28), year, month) end")"
ask "tile, zoom 8" /api/tiles/incidents/8/158/102.mvt
ask "clusters of the world" /api/clusters/0/0/0
ask "clusters, zoom 4" "$(lua clusters "function address() return string.format('/api/clusters/4/%d/%d', math.random(0, 15), math.random(4, 11)) end")"
printf 'clusters of the world, gzip: %d bytes\n' "$(curl -s -H 'Accept-Encoding: gzip' "$api/clusters/0/0/0" | wc -c)"
curl -s -o /dev/null -w 'export of all as GeoJSON: %{time_total} s, %{size_download} bytes\n' "$api/export.geojson"
grep -E 'VmRSS|VmHWM|RssAnon|RssFile' /proc/$server/status
