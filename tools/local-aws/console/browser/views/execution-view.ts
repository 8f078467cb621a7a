import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallName, CallResult, ExecutionView, ProtectingKeys } from '../../contract.ts';
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
import { noticeOf } from './key-notice.ts';
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
  const keys = page.protectingKeys(stateMachineArn(page.about, stateMachine), [arn]);
  return html`${roleCard(page, stateMachineArn(page.about, stateMachine))}
  ${loaded(metadata, (found) =>
    found.kind === 'denied' && page.route.as === 'execution-role'
      ? nothing
      : outcome(page, 'states:DescribeExecution', found, (seen) => summary(page, seen, keys)),
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

function summary(
  page: Page,
  { arn, status, startedAt, endedAt }: ExecutionView,
  keys: Loaded<ProtectingKeys>,
): TemplateResult {
  const stop = (): void =>
    page.perform('states:StopExecution', { executionArn: arn }, 'Execution stopped.');
  return html`<section class="card facts" aria-label="Summary">
    <dl>
      <div><dt>Status</dt><dd>${badge(status)}</dd></div>
      <div><dt>Started</dt><dd>${dateTime(startedAt)}</dd></div>
      <div><dt>Duration</dt><dd>${endedAt ? duration(endedAt - startedAt) : '–'}</dd></div>
      <div><dt>Key</dt><dd>${keyState(keys, arn)}</dd></div>
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

/** The key that the execution was started with. It can be another one than the present key. */
function keyState(keys: Loaded<ProtectingKeys>, arn: string): unknown {
  if (keys.state === 'loading') return '…';
  if (keys.state === 'broken') return html`${badge('unknown')} ${keys.message}`;
  const key = keys.value.ofExecutions[arn];
  if (key === undefined) return keys.fresh ? 'AWS owned key' : '…';
  return html`${badge(key.state)} ${noticeOf(key.state)?.text}`;
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
