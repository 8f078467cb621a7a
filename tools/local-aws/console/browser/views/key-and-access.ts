import { html, nothing, type TemplateResult } from 'lit-html';
import type { KeyView, StateMachineView } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { readers } from './access-table.ts';
import { badge } from './badge.ts';
import { copyButton } from './copy-button.ts';
import { keyNotice } from './key-notice.ts';
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
  const keys = page.protectingKeys(arn, []);
  const present = keys.state === 'loaded' ? keys.value.ofStateMachine : undefined;
  const notice = keys.state === 'loading' ? nothing : loaded(keys, () => keyNotice(present));
  const calls = kmsCalls(page, keyId, present?.state);
  if (present?.state === 'Deleted') return html`${notice} ${calls}`;
  const described = page.query('kms:DescribeKey', { keyId });
  return html`${notice}
  ${loaded(described, (found) =>
    outcome(page, 'kms:DescribeKey', found, (key) => keyFacts(page, key, reuseSeconds)),
  )}
  ${policyEditor(page, arn, keyId)} ${readers(page, arn)} ${calls}`;
}

function keyFacts(page: Page, key: KeyView, reuseSeconds: number | undefined): TemplateResult {
  return html`<section class="card facts" aria-label="Key">
    <dl>
      <div><dt>Key</dt><dd>${badge(key.state)}</dd></div>
      <div><dt>Data keys reused for</dt><dd>${reuseSeconds ?? 300} s</dd></div>
      <div class="wide">
        <dt>ARN</dt>
        <dd><code>${key.arn}</code> ${copyButton(page, key.arn, 'ARN of the key')}</dd>
      </div>
    </dl>
    ${stateButton(page, key)}
  </section>`;
}

/**
 * The change that KMS allows in each state. A key that is pending deletion cannot be enabled: after its
 * deletion is canceled, it is disabled.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
const CHANGES = {
  Enabled: {
    action: 'kms:DisableKey',
    title: 'Disable key',
    success: 'The key is disabled.',
    look: 'danger',
  },
  Disabled: {
    action: 'kms:EnableKey',
    title: 'Enable key',
    success: 'The key is enabled.',
    look: 'primary',
  },
  PendingDeletion: {
    action: 'kms:CancelKeyDeletion',
    title: 'Cancel key deletion',
    success: 'The deletion is canceled. The key is disabled now.',
    look: 'primary',
  },
} as const;

const isChangeable = (state: string): state is keyof typeof CHANGES =>
  Object.hasOwn(CHANGES, state);

function stateButton(page: Page, { arn, state }: KeyView): TemplateResult | typeof nothing {
  if (!isChangeable(state)) return nothing;
  const { action, title, success, look } = CHANGES[state];
  const change = (): void => page.perform(action, { keyId: arn }, success);
  return html`<button class=${look} ?disabled=${page.busy} @click=${change}>${title}</button>`;
}
