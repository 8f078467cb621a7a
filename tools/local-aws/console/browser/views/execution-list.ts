import { html, type TemplateResult } from 'lit-html';
import type { ExecutionItem } from '../../contract.ts';
import type { Page } from '../console-page.ts';
import { dateTime, duration } from '../format-text.ts';
import { href } from '../route.ts';
import { badge } from './badge.ts';
import { loaded, outcome } from './loaded.ts';

/** The executions of a state machine, the newest first. The list needs no key. */
export function executions(page: Page, stateMachineArn: string): unknown {
  const name = 'states:ListExecutions';
  return loaded(page.ask(name, { stateMachineArn }, `${page.tick}`), (found) =>
    outcome(page, name, found, (list) => table(page, list)),
  );
}

function table(page: Page, list: readonly ExecutionItem[]): TemplateResult {
  if (list.length === 0) return html`<p class="card quiet">Nothing has been executed yet.</p>`;
  return html`<div class="card scroll">
    <table>
      <caption class="hidden">
        Executions
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Status</th>
          <th scope="col">Started</th>
          <th scope="col">Duration</th>
        </tr>
      </thead>
      <tbody>
        ${list.map((one) => row(page, one))}
      </tbody>
    </table>
  </div>`;
}

function row({ route }: Page, { name, status, startedAt, endedAt }: ExecutionItem): TemplateResult {
  const machine = route.view === 'machines' ? '' : route.machine;
  return html`<tr>
    <th scope="row" data-label="Name">
      <a href=${href({ as: route.as, view: 'execution', machine, execution: name })}>${name}</a>
    </th>
    <td data-label="Status">${badge(status)}</td>
    <td data-label="Started">${dateTime(startedAt)}</td>
    <td data-label="Duration">${endedAt === undefined ? '–' : duration(endedAt - startedAt)}</td>
  </tr>`;
}
