import { html, nothing, type TemplateResult } from 'lit-html';
import type { PrincipalAccess, Reader } from '../../contract.ts';
import { reader } from './access-table.ts';

/** The principals that would gain or lose read access by a policy that is not saved yet. */
export function preview({ change, problem, lockout }: PrincipalAccess): TemplateResult {
  return html`<div class="preview" role="status">
    <h3>If you save this</h3>
    ${
      problem !== undefined || !change
        ? html`<p class="problem"><span aria-hidden="true">✘</span> ${problem}</p>`
        : html`${
            lockout === undefined
              ? nothing
              : html`<p class="problem"><span aria-hidden="true">✘</span> ${lockout}</p>`
          }
          ${list('gain', change.gained)} ${list('lose', change.lost)}`
    }
  </div>`;
}

const none = {
  gain: 'No principal gains read access.',
  lose: 'No principal loses read access.',
} as const;
const titles = { gain: 'Would gain read access', lose: 'Would lose read access' } as const;

function list(verb: keyof typeof none, principals: readonly Reader[]): TemplateResult {
  if (principals.length === 0) return html`<p class="quiet">${none[verb]}</p>`;
  return html`<h4>${titles[verb]}</h4>
    <ul class="readers ${verb}">
      ${principals.map(reader)}
    </ul>`;
}
