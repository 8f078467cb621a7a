# Leads, from any state, to: no stack called stock-trading.
set -euo pipefail

if found=$(aws cloudformation describe-stacks --stack-name stock-trading --output text 2>&1); then
  sam delete --stack-name stock-trading --no-prompts
elif [[ $found != *'does not exist'* ]]; then
  echo "$found" >&2
  exit 1
fi
