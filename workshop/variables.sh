# Sets the variables that the pages use, from the deployed stack. Use it in any new terminal:
#   . workshop/variables.sh
# It sets nothing to an old value: it asks AWS each time. It works in bash and zsh.
export AWS_PAGER=''

output() {
  aws cloudformation describe-stacks --stack-name stock-trading --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

STATE_MACHINE_ARN=$(output StockTradingStateMachineArn)
KEY_ARN=$(output StateMachineKmsKeyArn)
STORAGE_KEY_ARN=$(output StorageKmsKeyArn)
TABLE_NAME=$(output TransactionTableName)
LOG_GROUP=$(output StateMachineLogGroupName)
AUDITOR_ROLE=$(aws sts get-caller-identity --profile auditor --query Arn --output text | cut -d/ -f2)
AUDITOR_ROLE_ARN=$(aws iam get-role --role-name "$AUDITOR_ROLE" --query Role.Arn --output text)
# The newest execution, so that a page goes on in a new terminal.
EXECUTION_ARN=$(aws stepfunctions list-executions --state-machine-arn "$STATE_MACHINE_ARN" \
  --query 'executions[0].executionArn' --output text)
