#!/bin/sh
# tonearm serve &  sh examples/ask-a-server.sh song.mp3: the whole answer, as JSON; what went wrong ends with 22.
# TONEARM_URL and TONEARM_TOKEN name another server.
set -eu
curl --silent --show-error --fail-with-body \
  ${TONEARM_TOKEN:+--header "Authorization: Bearer $TONEARM_TOKEN"} \
  --form "file=@-;filename=song" \
  "${TONEARM_URL:-http://127.0.0.1:8080}/api/classifications?describe=true" <"$1"
