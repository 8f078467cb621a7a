# Leads, from any state, to: no stack called stock-trading, the application built, and no policy of page
# 6 on the auditor's role.
set -euo pipefail

bash workshop/states/built.sh

session=$(aws sts get-caller-identity --profile auditor --query Arn --output text)
policy=(--role-name "$(cut -d/ -f2 <<<"$session")" --policy-name read-with-the-foreign-key)
if found=$(aws iam get-role-policy "${policy[@]}" 2>&1); then
  aws iam delete-role-policy "${policy[@]}"
elif [[ $found != *NoSuchEntity* ]]; then
  echo "$found" >&2
  exit 1
fi
