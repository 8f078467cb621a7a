import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallName, CallResult, ExecutionView } from '../../contract.ts';
import { executionArn, stateMachineArn } from '../arn-names.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { dateTime, duration } from '../format-text.ts';
import type { Route } from '../route.ts';
import { badge } from './badge.ts';
import { copyButton } from './copy-button.ts';
import { denied } from './denied.ts';
import { details } from './details.ts';
import { errorMessage } from './error-message.ts';
import { failedExecution } from './failed-execution.ts';
import { groupDenials } from './group-denials.ts';
import { loaded, outcome } from './loaded.ts';
import { roleCard } from './role-card.ts';

type ExecutionRoute = Extract<Route, { view: 'execution' }>;

const DETAILS = [
  'states:DescribeExecution',
  'states:GetExecutionHistory',
  'states:DescribeStateMachineForExecution',
] as const satisfies CallName[];

/** One execution: the metadata that every identity sees, and the data that the key protects. */
export function execution(page: Page, { stateMachine, execution: name }: ExecutionRoute): unknown {
  const arn = executionArn(page.about, stateMachine, name);
  const metadata = page.query(
    'states:DescribeExecution',
    { executionArn: arn, includedData: 'METADATA_ONLY' },
    `${page.tick}`,
  );
  if (isUnknown(metadata)) {
    return errorMessage(
      'There is no execution of this name',
      `${name} is not an execution of ${stateMachine}. Local AWS forgets its executions when it ends.`,
    );
  }
  return html`${roleCard(page, stateMachineArn(page.about, stateMachine))}
  ${loaded(metadata, (found) =>
    found.kind === 'denied' && page.route.as === 'execution-role'
      ? nothing
      : outcome(page, 'states:DescribeExecution', found, (seen) => summary(page, seen)),
  )}
  ${metadata.state === 'loading' ? nothing : withKey(page, arn, versionOf(metadata, page.tick))}`;
}

const isUnknown = (found: Loaded<CallResult<unknown>>): boolean =>
  found.state === 'loaded' &&
  found.value.kind === 'failed' &&
  ['ExecutionDoesNotExist', 'InvalidArn'].includes(found.value.error.name);

/** Details are asked for again when the status changes, and regularly while it runs. */
function versionOf(metadata: Loaded<CallResult<ExecutionView>>, tick: number): string {
  if (metadata.state !== 'loaded' || metadata.value.kind !== 'answered') return '';
  const { status } = metadata.value.answer;
  return status === 'RUNNING' ? `${status} ${tick}` : status;
}

function summary(page: Page, { arn, status, startedAt, endedAt }: ExecutionView): TemplateResult {
  const stop = (): void =>
    page.perform('states:StopExecution', { executionArn: arn }, 'Execution stopped.');
  return html`<section class="card facts" aria-label="Summary">
    <dl>
      <div><dt>Status</dt><dd>${badge(status)}</dd></div>
      <div><dt>Started</dt><dd>${dateTime(startedAt)}</dd></div>
      <div><dt>Duration</dt><dd>${endedAt ? duration(endedAt - startedAt) : '–'}</dd></div>
      <div class="wide">
        <dt>ARN</dt>
        <dd><code>${arn}</code> ${copyButton(page, arn, 'ARN of the execution')}</dd>
      </div>
    </dl>
    ${
      status === 'RUNNING'
        ? html`<button ?disabled=${page.busy} @click=${stop}>Stop execution</button>`
        : nothing
    }
  </section>`;
}

function withKey(page: Page, arn: string, version: string): unknown {
  const input = { executionArn: arn };
  const [described, history, workflow] = [
    page.query(DETAILS[0], input, version),
    page.history(arn, version),
    page.query(DETAILS[2], input, version),
  ];
  // Denials with one cause are shown as one, so all results must be there.
  if ([described, history, workflow].some(({ state }) => state === 'loading')) {
    return loaded({ state: 'loading' }, () => nothing);
  }
  const denials = groupDenials([
    [DETAILS[0], described],
    [DETAILS[1], history],
    [DETAILS[2], workflow],
  ]);
  const execution =
    described.state === 'loaded' && described.value.kind === 'answered'
      ? described.value.answer
      : undefined;
  return html`${denials.map(({ names, result }) => denied(page, names, result))}
  ${execution ? failedExecution(execution) : nothing}
  ${details(page, { described, history, workflow })}`;
}
