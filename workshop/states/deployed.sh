# Leads from any state to this one: the application is deployed with the default parameters, without a trade.
# Arguments go to "sam deploy".
set -euo pipefail

bash workshop/states/built.sh
sam deploy --no-confirm-changeset --stack-name stock-trading "$@"
