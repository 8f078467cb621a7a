import { Agent } from 'node:http';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { clientDeadlines } from 'helpers/client-deadlines';
import { rootOf } from 'helpers/root-credentials';
import { TIMEOUT } from '../timeouts.ts';

/** Clients that call the emulator as the root user of one account in one Region. */
export type AccountClients = ReturnType<typeof clientsOf>;

/** Root clients by account and region. */
export type AdminClients = {
  of(account: string, region: string): AccountClients;
  destroy(): void;
};

const DEADLINES = clientDeadlines({
  connection: TIMEOUT.adminConnect,
  request: TIMEOUT.adminRequest,
});

/** @param endpoint URL of the emulator. */
export function adminClients(endpoint: string): AdminClients {
  const agent = new Agent({ keepAlive: true, maxSockets: 32, timeout: TIMEOUT.upstreamIdle });
  const known = new Map<string, AccountClients>();
  return {
    of(account, region) {
      const name = `${account} ${region}`;
      const found = known.get(name) ?? clientsOf(endpoint, account, region, agent);
      known.set(name, found);
      return found;
    },
    destroy: () => agent.destroy(),
  };
}

function clientsOf(endpoint: string, account: string, region: string, agent: Agent) {
  const settings = {
    endpoint,
    region,
    credentials: rootOf(account),
    maxAttempts: 2,
    requestHandler: { httpAgent: agent, ...DEADLINES },
  };
  return {
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    sts: new STSClient(settings),
    sfn: new SFNClient({ ...settings, disableHostPrefix: true }),
    logs: new CloudWatchLogsClient(settings),
    cloudFormation: new CloudFormationClient(settings),
  };
}
