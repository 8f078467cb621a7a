import { readFile } from 'node:fs/promises';
import { poll } from 'helpers/poll';
import type { LocalLambda } from 'local-aws/sam-local/start-lambda';
import { reportsIn } from './report-lines.ts';

/**
 * Invokes a function once.
 *
 * @param id its logical id.
 * @returns milliseconds, as the runtime reports them.
 * @throws Error when it answers with an error, DeadlineError without a report.
 */
export async function reportedDuration(
  { url, logFile }: LocalLambda,
  id: string,
  event: string,
  signal: AbortSignal,
): Promise<number> {
  const reports = async () => reportsIn(await readFile(logFile, 'utf8'));
  const before = (await reports()).length;
  const answer = await fetch(`${url}/2015-03-31/functions/${id}/invocations`, {
    method: 'POST',
    body: event,
    signal,
  });
  const text = await answer.text();
  if (!answer.ok || answer.headers.has('x-amz-function-error') || text.includes('"errorType"')) {
    throw new Error(`${id} failed in its container: ${text}`);
  }
  const own = async () => (await reports())[before];
  const report = await poll(`The report of ${id}`, own, { every: 20, signal });
  return report.duration;
}
