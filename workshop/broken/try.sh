# Puts a statement into the policy of the workflow's key, in place of the one with the same Sid, and
# says whether those read who should. Takes the statement's file; reads the policy to change from
# .aws-sam/lab/whole.json, and from the environment: KEY_ARN, STATE_MACHINE_ARN, EXECUTION_ROLE_ARN,
# AUDITOR_ROLE_ARN.
set -euo pipefail

IFS=: read -r _ PARTITION _ REGION ACCOUNT _ <<<"$STATE_MACHINE_ARN"
DOMAIN=amazonaws.com
if [[ $PARTITION == aws-cn ]]; then DOMAIN=amazonaws.com.cn; fi
export PARTITION REGION ACCOUNT DOMAIN

statement=$1 node -e '
  const read = (file) => fs.readFileSync(file, "utf8");
  const filled = read(process.env.statement).replace(/\$\{(\w+)\}/g, (_, name) => process.env[name]);
  const statement = JSON.parse(filled);
  const policy = JSON.parse(read(".aws-sam/lab/whole.json"));
  policy.Statement = policy.Statement.map((old) => (old.Sid === statement.Sid ? statement : old));
  console.log(JSON.stringify(policy));
' >.aws-sam/lab/tried.json

cat >.aws-sam/lab/expected.json <<JSON
{
  "version": 1,
  "workflow": ["$AUDITOR_ROLE_ARN"],
  "decrypt": ["$EXECUTION_ROLE_ARN"],
  "delivery": ["delivery.logs.amazonaws.com"]
}
JSON

aws kms put-key-policy --key-id "$KEY_ARN" --policy-name default \
  --policy file://.aws-sam/lab/tried.json
npm run --silent who-can-read -- --stack-name stock-trading --expect .aws-sam/lab/expected.json |
  grep '^Who can read is\|^  [a-z]*: .*, and should'
