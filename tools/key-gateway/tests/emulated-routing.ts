import type { IncomingMessage } from 'node:http';

/**
 * Returns whether the emulator would treat a request as a read of Step Functions. It decides by the
 * beginning of X-Amz-Target, by the service in the signature, or by the host, and then by the text
 * after the last dot of the target. Header lines of one name are joined, as in the emulator.
 */
export function wouldRead(incoming: IncomingMessage): boolean {
  const headers = joined(incoming.rawHeaders);
  const target = headers.get('x-amz-target') ?? headers.get('x_amz_target') ?? '';
  const scope = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(
    headers.get('authorization') ?? '',
  );
  const forStates =
    target.startsWith('AWSStepFunctions') ||
    scope?.[1] === 'states' ||
    /(^|\.)states\./.test(headers.get('host') ?? '');
  const action = target.split('.').at(-1) ?? '';
  return forStates && ['DescribeExecution', 'GetExecutionHistory'].includes(action);
}

function joined(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const before = headers.get(name);
    const value = raw[at + 1] ?? '';
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
}
