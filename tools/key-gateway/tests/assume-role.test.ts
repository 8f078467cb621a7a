import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
  ROOT,
} from 'test-fixtures/gateway-fixture';

const OTHER = '222222222222';
const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
const people: Record<string, Credentials> = {};
const roles: Record<string, string> = {};

const userArn = (name: string) => `arn:aws:iam::${LOCAL.account}:user/${name}`;

beforeAll(async () => {
  fixture = await start();
  const assumes: Json[] = [allow('sts:AssumeRole')];
  people['root'] = ROOT;
  people['the root user of another account'] = rootOf(OTHER);
  people['a user with the permission'] = await fixture.user('alice', assumes);
  people['a user without the permission'] = await fixture.user('bob', []);
  people['a user of another account'] = await fixture.user('eve', assumes, OTHER);
  people['an unknown key'] = { accessKeyId: 'AKIANOBODYKNOWSTHISK', secretAccessKey: 'none' };
  people['the user that it names'] = await fixture.user('carol', assumes);
  roles['the account'] = await fixture.role('Account', { AWS: LOCAL.account }, []);
  roles['that user'] = await fixture.role('Named', { AWS: userArn('carol') }, []);
  roles['Lambda'] = await fixture.role('Service', { Service: 'lambda.amazonaws.com' }, []);
  roles['everyone'] = await fixture.role('Open', { AWS: '*' }, []);
}, timeout);

const outcome = (as: string, trusts: string, more: Partial<AssumeRoleCommandInput> = {}) =>
  fixture
    .sdk(people[as])
    .sts.send(
      new AssumeRoleCommand({ RoleArn: roles[trusts] ?? '', RoleSessionName: 's', ...more }),
    )
    .then(
      ({ AssumedRoleUser }) => (AssumedRoleUser?.Arn ? 'assumed' : 'nothing'),
      (error: unknown) => (error instanceof Error ? error.message : 'thrown'),
    );

const denied = expect.stringMatching(/^User: \S+ is not authorized to perform: sts:AssumeRole /);

describe('a role', () => {
  // id: assume-role-decided
  it.each([
    ['a user with the permission', 'the account', 'assumed'],
    ['a user without the permission', 'the account', denied],
    ['the user that it names', 'that user', 'assumed'],
    ['a user with the permission', 'that user', denied],
    ['root', 'the account', 'Roles may not be assumed by root accounts.'],
    ['root', 'everyone', 'Roles may not be assumed by root accounts.'],
    ['the root user of another account', 'everyone', 'Roles may not be assumed by root accounts.'],
    ['root', 'Lambda', 'Roles may not be assumed by root accounts.'],
    ['a user with the permission', 'Lambda', denied],
    ['a user of another account', 'everyone', 'assumed'],
    ['a user of another account', 'the account', denied],
    ['an unknown key', 'everyone', 'The security token included in the request is invalid.'],
  ])('requested by %s, and trusts %s: %s', async (as, trusts, gives) => {
    expect(await outcome(as, trusts)).toEqual(gives);
  });
});

describe('a session tag', () => {
  const Tags = [{ Key: 'team', Value: 'auditors' }];

  // id: session-tags-need-permission
  it('needs its own permission', async () => {
    expect(await outcome('a user with the permission', 'the account', { Tags })).toMatch(
      /is not authorized to perform: sts:TagSession on/,
    );
  });

  it.each<[string, (request: Sent) => void]>([
    [
      'in the body of a GET',
      (request) => {
        const [plain, tags] = apart(String(request.body));
        request.query = Object.fromEntries(new URLSearchParams(plain));
        request.method = 'GET';
        request.body = tags;
      },
    ],
    [
      'in the query of a POST',
      (request) => {
        const [plain, tags] = apart(String(request.body));
        request.query = Object.fromEntries(new URLSearchParams(tags));
        request.body = plain;
      },
    ],
    [
      'in JSON with the content type of a form',
      (request) => {
        const { Action, ...rest } = Object.fromEntries(new URLSearchParams(String(request.body)));
        const { RoleArn, RoleSessionName } = rest;
        const form = `&Action=${Action}&RoleArn=${RoleArn}&RoleSessionName=${RoleSessionName}&`;
        request.headers['x-amz-target'] = `AWSSecurityTokenServiceV20110615.${Action}`;
        request.body = JSON.stringify({ RoleArn, RoleSessionName, Tags, form });
      },
    ],
  ])('is unavailable %s', async (_, edit) => {
    const settings = { endpoint: fixture.gateway.url, region: LOCAL.region, maxAttempts: 1 };
    const credentials = people['a user with the permission'] ?? ROOT;
    const sts = new STSClient({ ...settings, credentials });
    sts.middlewareStack.add(
      (next) => (sent) => {
        edit(sent.request as Sent);
        return next(sent);
      },
      // Before the signature and the length.
      { step: 'build', priority: 'high' },
    );
    const ask = { RoleArn: roles['the account'] ?? '', RoleSessionName: 's', Tags };
    await expect(sts.send(new AssumeRoleCommand(ask))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('in only one way'),
    });
  });
});

type Sent = {
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
};

/** The parameters of a form, and those about tags. */
function apart(form: string): [plain: string, tags: string] {
  const all = form.split('&');
  const isTag = (pair: string) => pair.startsWith('Tags.');
  return [all.filter((pair) => !isTag(pair)).join('&'), all.filter(isTag).join('&')];
}
