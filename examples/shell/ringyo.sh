#!/usr/bin/env bash
# The program under test: calls people with Ringyo. It knows nothing about the simulator.
#
#     ringyo.sh place ORDER NUMBER     prints the answer; the same ORDER does not call twice
#     ringyo.sh show CALL              prints the answer
#
# RINGYO_WEBHOOK_URL, if it is set, receives the events of the calls. curl repeats requests that got a 408, a 429, or a 5xx
# that may pass. (With --fail-with-body instead of --fail it would print the bodies of all attempts.)

set -euo pipefail

send() { # send PATH [CURL OPTION...]
    local path=$1
    shift
    curl --silent --show-error --fail --max-time 10 --retry 3 "$RINGYO_BASE_URL$path" \
        --header "Authorization: Bearer $RINGYO_API_KEY" --header "Content-Type: application/json" "$@"
}

case "${1-}" in
place)
    hook=${RINGYO_WEBHOOK_URL:+, \"webhook_url\": \"$RINGYO_WEBHOOK_URL\"}
    send /calls --header "Idempotency-Key: $2" --data "{\"agent_id\": \"agent_1\", \"phone_number\": \"$3\"$hook}"
    ;;
show)
    send "/calls/$2"
    ;;
*)
    echo "usage: $0 place ORDER NUMBER | show CALL" >&2
    exit 2
    ;;
esac
