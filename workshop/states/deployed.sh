# Leads, from any state, to: the application as "sam deploy" makes it by default, and no trade yet.
set -euo pipefail

bash workshop/states/nothing-deployed.sh

built=.aws-sam/build/template.yaml
if [[ ! -e $built ]] ||
  [[ -n $(find template.yaml statemachine functions package-lock.json -newer "$built") ]]; then
  sam build
fi
sam deploy --no-confirm-changeset --stack-name stock-trading
