import { html, type TemplateResult } from 'lit-html';
import type { KeyView, MachineView } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { readers } from './access-table.ts';
import { badge } from './badge.ts';
import { kmsCalls } from './kms-call-table.ts';
import { loaded, outcome } from './loaded.ts';
import { policyEditor } from './policy-editor.ts';

/** The key of a state machine: its state, its policy, who reads by it, and who has used it. */
export function keyAndAccess(page: Page, stateMachineArn: string): unknown {
  const name = 'states:DescribeStateMachine';
  const input = { stateMachineArn, includedData: 'METADATA_ONLY' } as const;
  return loaded(page.ask(name, input), (found) =>
    outcome(page, name, found, (machine) => ofMachine(page, machine)),
  );
}

function ofMachine(page: Page, { arn, keyId, reuseSeconds }: MachineView): unknown {
  if (keyId === undefined) {
    return html`<p class="card quiet">It lies under a key of AWS's own: IAM alone decides.</p>`;
  }
  const described = page.ask('kms:DescribeKey', { keyId });
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
      ? page.act('kms:DisableKey', input, 'The key is disabled.')
      : page.act('kms:EnableKey', input, 'The key is enabled.');
  return html`<section class="card facts" aria-label="Key">
    <dl>
      <div><dt>Key</dt><dd>${badge(key.state)}</dd></div>
      <div><dt>Data keys reused for</dt><dd>${reuseSeconds ?? 300} s</dd></div>
      <div class="wide"><dt>ARN</dt><dd><code>${key.arn}</code></dd></div>
    </dl>
    <button class=${enabled ? 'danger' : 'primary'} @click=${turn}>
      ${enabled ? 'Disable key' : 'Enable key'}
    </button>
  </section>`;
}
