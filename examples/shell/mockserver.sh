# shellcheck shell=bash
# Runs mockserver for a test in the shell, with curl. Copy this file and source it; it suits `set -euo pipefail`.
#
#     trap 'mockserver_stop' EXIT
#     mockserver_start                  # sets mockserver_url; uses the server at MOCKSERVER_URL if that is set
#     mockserver_world my-test          # sets mockserver_key: clients that use it are in this world
#     mockserver_admin POST clock/advance '{"by": "2m"}'
#
# It reads JSON with python3, because that is there where mockserver is installed, and jq often is not.

mockserver_timeout=30 # seconds to wait until the server is ready
mockserver_url='' mockserver_key='' _mockserver_name='' _mockserver_pid='' _mockserver_folder=''

_mockserver_fail() { # _mockserver_fail MESSAGE
    printf '%s\n' "$1" >&2
    [[ ! -s $_mockserver_folder/log ]] || cat -- "$_mockserver_folder/log" >&2
    return 1
}

mockserver_start() { # mockserver_start [OPTION...]: start a server with more options of `mockserver serve`, and wait for it
    if [[ ${MOCKSERVER_URL-} ]]; then
        mockserver_url=${MOCKSERVER_URL%/}
    else
        _mockserver_launch "$@" || return
    fi
    # curl itself repeats the request, until it succeeds or the time is over
    curl --silent --show-error --fail --output /dev/null --max-time 5 \
        --retry 99 --retry-delay 1 --retry-max-time "$mockserver_timeout" --retry-connrefused "$mockserver_url/__admin/health" ||
        _mockserver_fail "$mockserver_url does not answer. Is mockserver running there?"
}

_mockserver_launch() { # start it on a free port, and read its URL from the line `Ready: URL (…)`
    local line
    _mockserver_folder=$(mktemp -d)
    mkfifo "$_mockserver_folder/output"
    mockserver serve --port 0 "$@" >"$_mockserver_folder/output" 2>"$_mockserver_folder/log" &
    _mockserver_pid=$!
    exec 9<"$_mockserver_folder/output" # stays open, so that the server can write to it until it ends
    while IFS= read -r -t "$mockserver_timeout" line <&9; do
        if [[ $line == Ready:* ]]; then
            line=${line#Ready: }
            mockserver_url=${line%% *}
            return
        fi
    done
    _mockserver_fail "mockserver serve ended, or was not ready after $mockserver_timeout seconds. Its log:"
}

mockserver_world() { # mockserver_world NAME: make a world, an isolated account whose clock stands still
    _mockserver_name=$1-$$
    # shellcheck disable=SC2034 # for the script that sources this file
    mockserver_key=any-key~$_mockserver_name
    mockserver_admin PATCH clock '{"mode": "manual", "now": "2026-01-05T15:00:00Z"}' >/dev/null
}

mockserver_admin() { # mockserver_admin METHOD PATH [JSON]: use the control API of the world; prints the answer
    local answer status
    local -a token=()
    [[ ! ${MOCKSERVER_ADMIN_TOKEN-} ]] || token=(--header "X-Mockserver-Token: $MOCKSERVER_ADMIN_TOKEN")
    answer=$(curl --silent --show-error --max-time 60 --request "$1" "$mockserver_url/__admin/$2" \
        --header "X-Mockserver-World: $_mockserver_name" --header "Content-Type: application/json" \
        ${token[@]+"${token[@]}"} --data "${3-}" --write-out '\n%{http_code}') || return
    status=${answer##*$'\n'} answer=${answer%$'\n'*}
    if ((status >= 300)); then
        _mockserver_fail "$1 /__admin/$2: $status $answer"
        return
    fi
    printf '%s\n' "$answer"
}

mockserver_json() { # mockserver_json KEY...: print a value of the JSON on stdin, such as: mockserver_json calls 0 status
    python3 -c '
import json, sys
value = json.load(sys.stdin)
for key in sys.argv[1:]:
    value = value[int(key) if isinstance(value, list) else key]
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}

mockserver_save() { # mockserver_save FOLDER: what helps to explain a failure: the requests, and the log of the server
    mkdir -p -- "$1"
    mockserver_admin GET requests.har >"$1/requests.har"
    mockserver_admin GET calls >"$1/calls.json"
    [[ ! $_mockserver_folder ]] || cp -- "$_mockserver_folder/log" "$1/mockserver.log"
}

mockserver_stop() { # delete the world; stop the server, unless it ran before
    [[ ! $_mockserver_name ]] || mockserver_admin DELETE "worlds/$_mockserver_name" >/dev/null || true
    if [[ $_mockserver_pid ]]; then
        kill "$_mockserver_pid" 2>/dev/null || true
        wait "$_mockserver_pid" 2>/dev/null || true
    fi
    [[ ! $_mockserver_folder ]] || rm -rf -- "$_mockserver_folder"
    _mockserver_name='' _mockserver_pid='' _mockserver_folder=''
}
