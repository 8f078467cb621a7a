# Leads, from any state, to: no stack called stock-trading.
set -euo pipefail

# What "sam deploy --guided" has saved would send the labs to another region, account or stack, or give
# the stack other parameters than a page says.
if saved=$(grep -E '^ *(region|profile|parameter_overrides|stack_name) *=' samconfig.toml |
  grep -vE '^ *stack_name *= *"stock-trading" *$'); then
  cat >&2 <<TEXT
samconfig.toml holds what "sam deploy --guided" has saved, and the labs would follow it:
$saved
Keep a copy if you need it, and put the project's own file back: git checkout samconfig.toml
TEXT
  exit 1
fi

if found=$(aws cloudformation describe-stacks --stack-name stock-trading --output text 2>&1); then
  sam delete --stack-name stock-trading --no-prompts
elif [[ $found != *'does not exist'* ]]; then
  echo "$found" >&2
  exit 1
fi
