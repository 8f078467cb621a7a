import { html, type TemplateResult } from 'lit-html';
import type { Reader } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { shortArn } from '../format-text.ts';
import { loaded } from './loaded.ts';

/** Who reads the workflow's data as things stand. */
export function readers(page: Page, machineArn: string): TemplateResult {
  return html`<section class="card">
    <h2>Who can read</h2>
    <p class="quiet">
      Worked out for everybody in the account and everybody the policy names, as by
      <code>npm run who-can-read</code>.
    </p>
    ${loaded(page.principalAccess(machineArn), ({ readers: list }) =>
      list.length === 0
        ? html`<p>Nobody.</p>`
        : html`<ul class="readers">
            ${list.map(reader)}
          </ul>`,
    )}
  </section>`;
}

/** One of them, with how and why. */
export function reader({ id, answer, by, reason }: Reader): TemplateResult {
  return html`<li>
    <strong>${shortArn(id)}</strong>${answer === 'unknown' ? ' (perhaps)' : ''}
    <span class="quiet">by ${by.join(', ')}</span>
    <p>${reason}</p>
  </li>`;
}
