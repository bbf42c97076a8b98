#!/bin/sh
# gate.sh EXPECTATIONS FOLDER...: decides on the reports of all shards together, and leaves junit.xml,
# summary.md and badge.json in the current folder. Exit status 4 means that expectations no longer
# hold: nothing is worse, and the file wants tidying.
set -u
expectations=$1
shift

folders=$#
while [ "$folders" -gt 0 ]; do
    set -- "$@" "$1/report.json"
    shift
    folders=$((folders - 1))
done
status=0
"${WSCONFORM:-wsconform}" gate "$@" --expectations "$expectations" \
    --junit junit.xml --markdown summary.md --badge badge.json || status=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -e summary.md ]; then
    cat summary.md >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
