import { html, type TemplateResult } from 'lit-html';
import type { PrincipalAccess, Reader } from '../../contract.ts';
import { reader } from './access-table.ts';

/** Who would gain and who would lose reading by a policy that is not yet saved. */
export function preview({ change, problem }: PrincipalAccess): TemplateResult {
  return html`<div class="preview" role="status">
    <h3>If you save this</h3>
    ${
      problem !== undefined || !change
        ? html`<p class="problem"><span aria-hidden="true">✘</span> ${problem}</p>`
        : html`${list('gain', change.gained)} ${list('lose', change.lost)}`
    }
  </div>`;
}

const nobody = { gain: 'Nobody gains reading.', lose: 'Nobody loses reading.' } as const;

function list(verb: keyof typeof nobody, who: readonly Reader[]): TemplateResult {
  if (who.length === 0) return html`<p class="quiet">${nobody[verb]}</p>`;
  const title = verb === 'gain' ? 'Would gain reading' : 'Would lose reading';
  return html`<h4>${title}</h4>
    <ul class="readers ${verb}">
      ${who.map(reader)}
    </ul>`;
}
