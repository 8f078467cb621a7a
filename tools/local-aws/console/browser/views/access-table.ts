import { html, type TemplateResult } from 'lit-html';
import type { Reader } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { shortArn } from '../format-text.ts';
import { loaded } from './loaded.ts';

/** The readers of the workflow under the present policies. */
export function readers(page: Page, stateMachineArn: string): TemplateResult {
  return html`<section class="card">
    <h2>Who can read</h2>
    <p class="quiet">
      Decided for every principal of the account and of the key policy, as
      <code>npm run who-can-read</code> does.
    </p>
    ${loaded(page.principalAccess(stateMachineArn), ({ readers: list }) =>
      list.length === 0
        ? html`<p>No principal.</p>`
        : html`<ul class="readers">
            ${list.map(reader)}
          </ul>`,
    )}
  </section>`;
}

/** One reader, with the API actions and the reason. */
export function reader({ id, answer, by, reason }: Reader): TemplateResult {
  return html`<li>
    <strong>${shortArn(id)}</strong>${answer === 'unknown' ? ' (unknown)' : ''}
    <span class="quiet">by ${by.join(', ')}</span>
    <p>${reason}</p>
  </li>`;
}
