import type { CleanUp } from 'helpers/clean-up';
import { bridgeGateway } from '../docker/bridge-gateway.ts';
import type { DockerOptions } from '../docker/docker.ts';
import { openPortForward } from '../docker/port-forward.ts';

const LOOPBACK = ['127.0.0.1', 'localhost'];

/**
 * Returns the settings with which a function's AWS SDK reaches the AWS that AWS_ENDPOINT_URL names
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). In a container, a loopback address means the container itself, so its port is forwarded.
 *
 * @param endpoint the value of AWS_ENDPOINT_URL, if any.
 * @returns environment variables for the function; none for AWS itself.
 */
export async function reachAws(
  endpoint: string | undefined,
  options: DockerOptions,
  cleanUp: CleanUp,
): Promise<Record<string, string>> {
  if (!endpoint) return {};
  const service = new URL(endpoint);
  if (!LOOPBACK.includes(service.hostname)) return { AWS_ENDPOINT_URL: endpoint };
  const forward = await openPortForward(service, await bridgeGateway(options));
  cleanUp.add('the port forward from containers to AWS', forward.close);
  return { AWS_ENDPOINT_URL: forward.url };
}
