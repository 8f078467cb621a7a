import { html, nothing, type TemplateResult } from 'lit-html';
import type { SuggestedFix } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { code } from './code.ts';

/** The identity that can edit key policies. */
const EDITOR = 'key-administrator';

/** The changes that would allow a denied call. */
export function suggestedFixes(page: Page, found: readonly SuggestedFix[]): TemplateResult {
  return html`<h3>What would have to change</h3>
    ${found.map((one) => fix(page, one))}`;
}

function fix(page: Page, { text, statement, caution }: SuggestedFix): TemplateResult {
  const { route } = page;
  const forKey = statement?.includes('"Principal"');
  return html`<p>${text}</p>
    ${statement === undefined ? nothing : code(statement, 'The statement')}
    ${
      statement !== undefined && forKey && route.view !== 'state-machines'
        ? html`<p>
            <button @click=${() => tryIt(page, statement)}>Try it in the key policy</button>
            <span class="quiet">as ${EDITOR}; nothing is saved until you save it</span>
          </p>`
        : nothing
    }
    ${caution === undefined ? nothing : html`<p class="caution">${caution}</p>`}`;
}

function tryIt(page: Page, statement: string): void {
  const { route } = page;
  if (route.view === 'state-machines') return;
  page.propose(statement);
  page.navigate({
    as: EDITOR,
    view: 'state-machine',
    stateMachine: route.stateMachine,
    tab: 'key',
  });
}
