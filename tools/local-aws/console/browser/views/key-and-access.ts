import { html, type TemplateResult } from 'lit-html';
import type { KeyView, StateMachineView } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { readers } from './access-table.ts';
import { badge } from './badge.ts';
import { copyButton } from './copy-button.ts';
import { kmsCalls } from './kms-call-table.ts';
import { loaded, outcome } from './loaded.ts';
import { policyEditor } from './policy-editor.ts';

/** The key of a state machine: its state, its policy, its readers, and its use. */
export function keyAndAccess(page: Page, stateMachineArn: string): unknown {
  const name = 'states:DescribeStateMachine';
  const input = { stateMachineArn, includedData: 'METADATA_ONLY' } as const;
  return loaded(page.query(name, input), (found) =>
    outcome(page, name, found, (stateMachine) => ofStateMachine(page, stateMachine)),
  );
}

function ofStateMachine(page: Page, { arn, keyId, reuseSeconds }: StateMachineView): unknown {
  if (keyId === undefined) {
    return html`<p class="card quiet">It is encrypted with an AWS owned key, so IAM alone decides.</p>`;
  }
  const described = page.query('kms:DescribeKey', { keyId });
  return html`${loaded(described, (found) =>
    outcome(page, 'kms:DescribeKey', found, (key) => state(page, key, reuseSeconds)),
  )}
  ${policyEditor(page, arn, keyId)} ${readers(page, arn)} ${kmsCalls(page, keyId)}`;
}

function state(page: Page, key: KeyView, reuseSeconds: number | undefined): TemplateResult {
  const input = { keyId: key.arn };
  const enabled = key.state === 'Enabled';
  const turn = (): void =>
    enabled
      ? page.perform('kms:DisableKey', input, 'The key is disabled.')
      : page.perform('kms:EnableKey', input, 'The key is enabled.');
  return html`<section class="card facts" aria-label="Key">
    <dl>
      <div><dt>Key</dt><dd>${badge(key.state)}</dd></div>
      <div><dt>Data keys reused for</dt><dd>${reuseSeconds ?? 300} s</dd></div>
      <div class="wide">
        <dt>ARN</dt>
        <dd><code>${key.arn}</code> ${copyButton(page, key.arn, 'ARN of the key')}</dd>
      </div>
    </dl>
    <button class=${enabled ? 'danger' : 'primary'} ?disabled=${page.busy} @click=${turn}>
      ${enabled ? 'Disable key' : 'Enable key'}
    </button>
  </section>`;
}
