#!/usr/bin/env bash
# Starts a review, plays it to the day of the visit, and prints its report. Usage: review.sh TRIAD FILE (needs jq)
set -euo pipefail
coproc PIPE { exec "$1" rpc --file "$2"; }
exec 3>&"${PIPE[1]}" 4<&"${PIPE[0]}"

ask() { # METHOD WHO PARAMS: prints the result
    jq -nc --arg method "$1" --arg who "$2" --argjson params "$3" \
        '{jsonrpc: "2.0", id: $method, method: $method, params: ({as: $who} + $params)}' >&3
    read -r answer <&4
    jq -e 'if .error then (.error.message | halt_error) else .result end' <<<"$answer"
}

case=$(ask start "Ada Marsh" '{"workflow": "triad-review", "subject": "alder-bank", "roles": {"lead": "cobble-hill", "reviewer": "brackenford"}, "key": "example:1"}' | jq -c '{case: .began[0]}')
dates='{"papers_on": "2026-11-10", "visit_on": "2026-12-08", "visit_until": "2026-12-09", "workshop_on": "2027-01-20", "impact_on": "2027-06-15"}'
ask do "Ada Marsh" "$(jq -c --argjson form "$dates" '. + {event: "schedule", form: $form, key: "example:2"}' <<<"$case")" >/dev/null
for who in "Joan Kettle" "Leila Marchbank"; do
    ask do "$who" "$(jq -c --arg who "$who" '. + {event: "accept-role", form: {confidentiality: true}, key: ("example:" + $who)}' <<<"$case")" >/dev/null
done
ask show "Ada Marsh" "$case" | jq -r '.states[0].title'
ask report "Joan Kettle" "$(jq -c '. + {name: "review", kind: "markdown"}' <<<"$case")" | jq -r .text
