# Leads, from any state, to: the application as "sam deploy" makes it by default, and no trade yet.
# Arguments are for "sam deploy".
set -euo pipefail

bash workshop/states/built.sh
sam deploy --no-confirm-changeset --stack-name stock-trading "$@"
