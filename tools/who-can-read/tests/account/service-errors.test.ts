import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  callOf,
  observeCalls,
  readAccount,
  retrySettings,
  retryText,
  serviceErrorText,
} from '../../account/index.ts';
import { unreadableLog } from '../../account/unreadable.ts';
import {
  type FaultAnswer,
  type FaultServer,
  faultServer,
  jsonError,
  xmlError,
} from './fault-server.ts';

jest.setTimeout(60_000);

const EMPTY = {
  status: 200,
  type: 'text/xml',
  body: `<GetAccountAuthorizationDetailsResponse
xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountAuthorizationDetailsResult>
<IsTruncated>false</IsTruncated><UserDetailList/><GroupDetailList/><RoleDetailList/><Policies/>
</GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`,
};
const THROTTLED = xmlError('Throttling', 'Rate exceeded');
const credentials = { accessKeyId: '123456789012', secretAccessKey: 'x' };

let server: FaultServer | undefined;
const opened: { destroy(): void }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) one.destroy();
  await server?.close();
});

async function started(...answers: readonly FaultAnswer[]): Promise<FaultServer> {
  server = await faultServer(...answers);
  return server;
}

/** An IAM client for an endpoint, and the messages about its retries. */
function iamAt(endpoint: string, more: object = {}) {
  const retries: string[] = [];
  const settings = { ...retrySettings, endpoint, region: 'us-east-1', credentials, ...more };
  const iam = observeCalls(new IAMClient(settings), (call, error) =>
    retries.push(retryText(call, error)),
  );
  opened.push(iam);
  return { iam, retries };
}

/** Returns the text for the error of a call. */
async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return serviceErrorText(error) ?? `no text: ${String(error)}`;
  }
  throw new Error('The call did not fail.');
}

describe('a service that throttles', () => {
  it('is called again until it answers, and each retry is shown', async () => {
    const { url, calls } = await started(THROTTLED, THROTTLED, EMPTY);
    const { iam, retries } = iamAt(url);

    expect(await readAccount(iam)).toEqual({ identities: [], groups: [] });
    expect(calls()).toBe(3);
    expect(retries).toEqual([
      'iam:GetAccountAuthorizationDetails: Throttling; attempt 1 failed, trying again',
      'iam:GetAccountAuthorizationDetails: Throttling; attempt 2 failed, trying again',
    ]);
  });

  it('causes an error with the call, the endpoint, the number of attempts and what to do', async () => {
    const { url } = await started(THROTTLED);
    const { iam } = iamAt(url, { maxAttempts: 2 });

    expect(await errorOf(readAccount(iam))).toBe(
      `iam:GetAccountAuthorizationDetails at ${url} failed after 2 attempts: Throttling: Rate exceeded.
The account calls this API too often: run the command again in a few minutes.`,
    );
  });
});

describe('an error of a service', () => {
  it.each([
    ['ExpiredToken', 'log in again'],
    ['InvalidClientTokenId', 'AWS does not accept the credentials'],
    ['SignatureDoesNotMatch', 'AWS does not accept the credentials'],
  ])('says what to do: %s', async (code, text) => {
    const { url } = await started(xmlError(code, 'The message of the service', 403));
    const message = await errorOf(readAccount(iamAt(url).iam));

    expect(message).toContain(`iam:GetAccountAuthorizationDetails at ${url} failed`);
    expect(message).toContain('The message of the service');
    expect(message).toContain(text);
  });

  it('names the policy that grants a missing permission', async () => {
    const { url } = await started(jsonError('AccessDeniedException', 'not authorized'));
    const settings = { endpoint: url, region: 'us-east-1', credentials };
    const kms = observeCalls(new KMSClient(settings), () => {});
    opened.push(kms);

    expect(await errorOf(kms.send(new ListGrantsCommand({ KeyId: 'x' })))).toContain(
      '{"Version":"2012-10-17","Statement":[{"Sid":"ReadForTheReport","Effect":"Allow","Action":["kms:ListGrants"],"Resource":"*"}]}',
    );
  });

  it('adds the missing permission to the list of unread facts', async () => {
    const { url } = await started(xmlError('AccessDenied', 'not authorized', 403));
    const { iam } = iamAt(url);
    const log = unreadableLog();
    const work = () => iam.send(new GetAccountAuthorizationDetailsCommand({}));

    expect(await log.attempt('users', work, undefined)).toBeUndefined();
    expect(log.unread).toMatchObject([
      { what: 'users', code: 'AccessDenied', permission: 'iam:GetAccountAuthorizationDetails' },
    ]);
  });

  it('does not have a text if no client was observed', () => {
    expect(serviceErrorText(new Error('something else'))).toBeUndefined();
    expect(callOf('not an error')).toBeUndefined();
  });
});

describe('an endpoint that cannot be reached', () => {
  it('fails after three attempts when no server listens', async () => {
    const { url, close } = await started(EMPTY);
    await close();
    server = undefined;
    const { iam, retries } = iamAt(url);
    const message = await errorOf(readAccount(iam));

    expect(message).toContain(
      `iam:GetAccountAuthorizationDetails at ${url} failed after 3 attempts`,
    );
    expect(message).toContain('ECONNREFUSED');
    expect(message).toContain('No program listens there: check --endpoint-url');
    expect(retries).toHaveLength(2);
  });

  it('fails after three attempts when the connection ends', async () => {
    const { url, calls } = await started('broken connection');

    expect(await errorOf(readAccount(iamAt(url).iam))).toContain('The connection ended');
    expect(calls()).toBe(3);
  });

  it('gets another request after a connection ended', async () => {
    const { url } = await started('broken connection', EMPTY);

    expect(await readAccount(iamAt(url).iam)).toEqual({ identities: [], groups: [] });
  });

  it('does not exist in a Region that does not exist', async () => {
    const { iam } = iamAt('http://iam.us-east-9.invalid');
    const message = await errorOf(readAccount(iam));

    expect(message).toContain('at http://iam.us-east-9.invalid failed after 3 attempts');
    expect(message).toMatch(/check the (Region|network and the Region) \(--region\)/);
  });
});

describe('missing credentials', () => {
  it('cause an error with the call and what to do', async () => {
    const none = () =>
      Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
    const { iam } = iamAt('http://127.0.0.1:1', { credentials: none });
    const message = await errorOf(readAccount(iam));

    expect(message).toContain('iam:GetAccountAuthorizationDetails');
    expect(message).toContain('There are no credentials: choose a profile');
  });
});
