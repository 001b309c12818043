#!/usr/bin/env bash
# Tests ringyo.sh against a simulated Ringyo: start, place, advance, check, stop. The exit code is 1 if a check failed.
# If one does, ARTIFACTS (a folder) gets the requests and the log of the server.

set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
source ./mockserver.sh

finish() {
    local status=$?
    ((status == 0)) || [[ ! ${ARTIFACTS-} ]] || mockserver_save "$ARTIFACTS" || true
    mockserver_stop
    exit "$status"
}
trap finish EXIT

expect() { # expect WHAT EXPECTED ACTUAL
    if [[ $2 != "$3" ]]; then
        echo "FAILED  $1: expected $2, but it was $3" >&2
        exit 1
    fi
    echo "ok      $1"
}

status_of() { # status_of CALL
    ./ringyo.sh show "$1" | mockserver_json status
}

mockserver_start --seed 7
mockserver_world shell
export RINGYO_BASE_URL=$mockserver_url/ringyo/v1 RINGYO_API_KEY=$mockserver_key
export RINGYO_WEBHOOK_URL=$mockserver_url/__admin/sink/hook # a sink of the simulator stores what it receives

call=$(./ringyo.sh place order-1 +14155550142 | mockserver_json id)
expect "a call begins in the queue" queued "$(status_of "$call")"
mockserver_admin POST clock/advance '{"by": "12s"}' >/dev/null
expect "it is answered" in_progress "$(status_of "$call")"
now=$(mockserver_admin GET clock | mockserver_json now)
expect "nothing else moves the clock" 2026-01-05T15:00:12Z "$now"
mockserver_admin POST clock/advance '{"until": "settled"}' >/dev/null
expect "it ends" completed "$(status_of "$call")"

webhook=$(mockserver_admin GET "webhooks?event=call.completed" | mockserver_json webhooks 0 outcome)
expect "the webhook about its end is received" delivered "$webhook"

again=$(./ringyo.sh place order-1 +14155550142 | mockserver_json id)
expect "the same order does not call twice" "$call" "$again"

busy=$(./ringyo.sh place order-2 +15005551000 | mockserver_json id) # a magic number: 1 is a busy line
mockserver_admin POST clock/advance '{"until": "settled"}' >/dev/null
expect "a busy line" busy "$(status_of "$busy")"

mockserver_admin POST faults '{"fault": "error", "status": 503, "operation": "calls.get", "first": 1}' >/dev/null
expect "a request that fails once is repeated" busy "$(status_of "$busy")"
expect "it really failed" 1 "$(mockserver_admin GET faults | mockserver_json faults 0 fired)"
