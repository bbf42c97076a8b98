#!/bin/sh
# night.sh FOLDER SHARD...: keeps the report of all shards in FOLDER under the day, and tells what has
# changed since the night before, and since which night each purpose is bad. Exit status 1 if anything
# is worse. The first night has nothing to compare with.
set -u
if [ "$#" -lt 2 ]; then
    echo "night.sh: give a folder and at least one shard: night.sh FOLDER SHARD..." >&2
    exit 2
fi
folder=$1
shift
program=${WSCONFORM:-wsconform}

mkdir -p "$folder" || exit 3
last=
for report in "$folder"/*.json; do # In the order of their days.
    if [ -e "$report" ]; then last=$report; fi
done
today=$folder/$(date +%Y-%m-%d).json
"$program" report "$@" --merge "$today.new" || exit
status=0
if [ -n "$last" ]; then
    "$program" diff "$last" "$today.new" || status=$?
fi
mv "$today.new" "$today"
if [ -n "$last" ] && [ "$last" != "$today" ]; then
    "$program" report --history "$folder"
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
        "$program" report --history "$folder" --markdown history.md
        cat history.md >>"$GITHUB_STEP_SUMMARY"
    fi
fi
exit "$status"
