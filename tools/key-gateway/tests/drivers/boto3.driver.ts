import { findPythonWithBoto3 } from 'test-fixtures/find-drivers';
import { drivesTheGateway } from './drives-the-gateway.ts';

/** Calls an operation and prints its output, or the code of its error under the name of its class. */
const CALL = `
import base64, json, sys, boto3
from botocore.exceptions import ClientError
service, operation, given = sys.argv[1:]
client = boto3.client(service)
given = json.loads(given)
if 'CiphertextBlob' in given:
    given['CiphertextBlob'] = base64.b64decode(given['CiphertextBlob'])
try:
    names = {api: name for name, api in client.meta.method_to_api_mapping.items()}
    answer = getattr(client, names[operation])(**given)
except ClientError as error:
    sys.exit(f'code: {error.response["Error"]["Code"]}')
del answer['ResponseMetadata']
print(json.dumps(answer, default=str))
`;

drivesTheGateway('boto3', async () => {
  const python = await findPythonWithBoto3();
  if (python === undefined) return undefined;
  return {
    command: (service, operation, input) => [
      ...([python, '-c', CALL, service, operation, JSON.stringify(input)] as const),
    ],
    errorCode: (output) => /code: (\w+)/.exec(output)?.[1],
  };
});
