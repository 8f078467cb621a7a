import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { clientDeadlines } from 'helpers/client-deadlines';
import { ToolError } from 'helpers/errors';
import type { Credentials } from 'helpers/root-credentials';
import type { Endpoint } from '../aws/environment.ts';

/** Returns a session of a role that a user assumes. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export async function sessionOf(
  { url, region }: Endpoint,
  user: Credentials,
  role: string,
  name: string,
  seconds: number,
): Promise<Credentials> {
  const requestHandler = clientDeadlines();
  const sts = new STSClient({ endpoint: url, region, credentials: user, requestHandler });
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: name, DurationSeconds: seconds }),
  );
  sts.destroy();
  if (!session?.AccessKeyId || !session.SecretAccessKey || !session.SessionToken) {
    throw new ToolError(`STS did not return a session of the role ${role}.`);
  }
  return {
    accessKeyId: session.AccessKeyId,
    secretAccessKey: session.SecretAccessKey,
    sessionToken: session.SessionToken,
  };
}
