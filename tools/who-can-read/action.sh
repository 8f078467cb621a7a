#!/usr/bin/env bash
# The step of action.yml. Inputs come as environment variables, so that no input is run as code.
set -uo pipefail

arguments=(--template "$TEMPLATE")
while IFS= read -r parameter; do
  [[ -n $parameter ]] && arguments+=(--parameter "$parameter")
done <<< "${PARAMETERS:-}"
if [[ -n ${EXPECT_READER:-} ]]; then
  read -r -a readers <<< "$EXPECT_READER"
  arguments+=(--expect-reader "${readers[@]}")
fi
[[ -n ${EXPECT:-} ]] && arguments+=(--expect "$EXPECT")

who_can_read() { node "$ACTION/dist/cli.js" "${arguments[@]}" "$@"; }

who_can_read --format markdown >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
code=$?
[[ -n ${SARIF_FILE:-} ]] && who_can_read --format sarif > "$SARIF_FILE"
# The log has the text. The exit code is that of the first run: 0, 1 or 2.
who_can_read
echo "exit-code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
