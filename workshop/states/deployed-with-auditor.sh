# Leads from any state to this one: the application is deployed with the default parameters, and the auditor can
# read.
set -euo pipefail

session=$(aws sts get-caller-identity --profile auditor --query Arn --output text)
role=$(aws iam get-role --role-name "$(cut -d/ -f2 <<<"$session")" --query Role.Arn --output text)
bash workshop/states/deployed.sh --parameter-overrides "AuditorRoleArn=$role"
