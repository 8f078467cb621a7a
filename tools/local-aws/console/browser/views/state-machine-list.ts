import { html, type TemplateResult } from 'lit-html';
import type { StateMachineItem } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { dateTime } from '../format-text.ts';
import { href } from '../route.ts';
import { loaded, outcome } from './loaded.ts';

/** The state machines of the account. */
export function stateMachines(page: Page): unknown {
  const name = 'states:ListStateMachines';
  return loaded(page.query(name, {}, `${page.tick}`), (found) =>
    outcome(page, name, found, (list) => table(page, list)),
  );
}

function table({ route: { as } }: Page, list: readonly StateMachineItem[]): TemplateResult {
  if (list.length === 0) return html`<p class="card quiet">There are no state machines.</p>`;
  return html`<div class="card scroll">
    <table>
      <caption class="hidden">
        State machines
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          ({ name, type, createdAt }) => html`<tr>
            <th scope="row" data-label="Name">
              <a href=${href({ as, view: 'state-machine', stateMachine: name, tab: 'executions' })}>${name}</a>
            </th>
            <td data-label="Type">${type === 'EXPRESS' ? 'Express' : 'Standard'}</td>
            <td data-label="Created">${dateTime(createdAt)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
