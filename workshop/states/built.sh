# Leads, from any state, to: no stack called stock-trading, and the application built to be deployed.
set -euo pipefail

bash workshop/states/nothing-deployed.sh

built=.aws-sam/build/template.yaml
if [[ ! -e $built ]] ||
  [[ -n $(find template.yaml statemachine functions package-lock.json -newer "$built") ]]; then
  sam build
fi
