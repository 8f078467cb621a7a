import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallName, CallResult, ExecutionView } from '../../contract.ts';
import { executionArn, machineArn } from '../arn-names.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { dateTime, duration } from '../format-text.ts';
import type { Route } from '../route.ts';
import { badge } from './badge.ts';
import { denied } from './denied.ts';
import { details } from './details.ts';
import { groupDenials } from './group-denials.ts';
import { loaded, outcome } from './loaded.ts';
import { roleCard } from './role-card.ts';

type ExecutionRoute = Extract<Route, { view: 'execution' }>;

const DETAILS = [
  'states:DescribeExecution',
  'states:GetExecutionHistory',
  'states:DescribeStateMachineForExecution',
] as const satisfies CallName[];

/** One execution: what everybody sees of it, and what the key lets be seen. */
export function execution(page: Page, { machine, execution: name }: ExecutionRoute): unknown {
  const arn = executionArn(page.about, machine, name);
  const metadata = page.ask(
    'states:DescribeExecution',
    { executionArn: arn, includedData: 'METADATA_ONLY' },
    `${page.tick}`,
  );
  return html`${roleCard(page, machineArn(page.about, machine))}
  ${loaded(metadata, (found) =>
    found.kind === 'denied' && page.route.as === 'execution-role'
      ? nothing
      : outcome(page, 'states:DescribeExecution', found, (seen) => summary(page, seen)),
  )}
  ${metadata.state === 'loading' ? nothing : withKey(page, arn, versionOf(metadata, page.tick))}`;
}

/** Details are asked for again when the status is another, and all the time while it runs. */
function versionOf(metadata: Loaded<CallResult<ExecutionView>>, tick: number): string {
  if (metadata.state !== 'loaded' || metadata.value.kind !== 'answered') return '';
  const { status } = metadata.value.answer;
  return status === 'RUNNING' ? `${status} ${tick}` : status;
}

function summary(page: Page, { arn, status, startedAt, endedAt }: ExecutionView): TemplateResult {
  const stop = (): void =>
    page.act('states:StopExecution', { executionArn: arn }, 'Execution stopped.');
  return html`<section class="card facts" aria-label="Summary">
    <dl>
      <div><dt>Status</dt><dd>${badge(status)}</dd></div>
      <div><dt>Started</dt><dd>${dateTime(startedAt)}</dd></div>
      <div><dt>Duration</dt><dd>${endedAt ? duration(endedAt - startedAt) : '–'}</dd></div>
      <div class="wide"><dt>ARN</dt><dd><code>${arn}</code></dd></div>
    </dl>
    ${status === 'RUNNING' ? html`<button @click=${stop}>Stop execution</button>` : nothing}
  </section>`;
}

function withKey(page: Page, arn: string, version: string): unknown {
  const input = { executionArn: arn };
  const [described, history, workflow] = [
    page.ask(DETAILS[0], input, version),
    page.ask(DETAILS[1], input, version),
    page.ask(DETAILS[2], input, version),
  ];
  // Refusals that are one and the same are shown as one, so all of them have to be there.
  if ([described, history, workflow].some(({ state }) => state === 'loading')) {
    return loaded({ state: 'loading' }, () => nothing);
  }
  const refusals = groupDenials([
    [DETAILS[0], described],
    [DETAILS[1], history],
    [DETAILS[2], workflow],
  ]);
  return html`${refusals.map(({ names, refused }) => denied(page, names, refused))}
  ${details(page, { described, history, workflow })}`;
}
