# Leads from any state to this one: there is no stack stock-trading.
set -euo pipefail

# Settings that "sam deploy --guided" saved would send the labs to another Region, account or stack, or give
# the stack other parameters than a page says.
if saved=$(grep -E '^ *(region|profile|parameter_overrides|stack_name) *=' samconfig.toml |
  grep -vE '^ *stack_name *= *"stock-trading" *$'); then
  cat >&2 <<TEXT
samconfig.toml has settings that "sam deploy --guided" saved, and the labs would use them:
$saved
Keep a copy if you need it, and restore the file of the project: git checkout samconfig.toml
TEXT
  exit 1
fi

if found=$(aws cloudformation describe-stacks --stack-name stock-trading --output text 2>&1); then
  sam delete --stack-name stock-trading --no-prompts
elif [[ $found != *'does not exist'* ]]; then
  echo "$found" >&2
  exit 1
fi
