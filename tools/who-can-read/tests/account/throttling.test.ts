import { createServer, type Server } from 'node:http';
import { IAMClient } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readAccount, retrySettings } from '../../account/index.ts';

const THROTTLED = `<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>
<Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
const EMPTY = `<GetAccountAuthorizationDetailsResponse
xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountAuthorizationDetailsResult>
<IsTruncated>false</IsTruncated><UserDetailList/><GroupDetailList/><RoleDetailList/><Policies/>
</GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`;

let server: Server | undefined;
afterEach(() => void server?.close());

/** An IAM that throttles some calls before it answers. */
async function throttlingIam(times: number): Promise<{ url: string; calls: () => number }> {
  let calls = 0;
  server = createServer((_, response) => {
    calls += 1;
    response.writeHead(calls > times ? 200 : 400, { 'content-type': 'text/xml' });
    response.end(calls > times ? EMPTY : THROTTLED);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, calls: () => calls };
}

describe('reading an account that throttles', () => {
  it('tries again until it is answered', async () => {
    const { url, calls } = await throttlingIam(2);
    const credentials = { accessKeyId: '123456789012', secretAccessKey: 'x' };
    const iam = new IAMClient({
      ...retrySettings,
      endpoint: url,
      region: 'us-east-1',
      credentials,
    });

    expect(await readAccount(iam)).toEqual({ identities: [], groups: [] });
    expect(calls()).toBe(3);
    iam.destroy();
  }, 60_000);
});
