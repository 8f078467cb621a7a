import { html, nothing, type TemplateResult } from 'lit-html';
import type { HistoryEvent } from '../../contract.ts';
import { timeOfDay } from '../format-text.ts';
import { code } from './code.ts';

/** The events of an execution, in the order in which they happened. */
export function history(events: readonly HistoryEvent[]): TemplateResult {
  return html`<section class="card scroll">
    <h2>Event history</h2>
    <table>
      <caption class="hidden">
        Events
      </caption>
      <thead>
        <tr>
          <th scope="col">Id</th>
          <th scope="col">Type</th>
          <th scope="col">State</th>
          <th scope="col">Time</th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(row)}
      </tbody>
    </table>
  </section>`;
}

function row({ id, type, state, at, details }: HistoryEvent): TemplateResult {
  return html`<tr>
    <td data-label="Id">${id}</td>
    <th scope="row" data-label="Type">${type}</th>
    <td data-label="State">${state ?? '–'}</td>
    <td data-label="Time">${timeOfDay(at)}</td>
    <td data-label="Details">
      ${
        Object.keys(details).length === 0
          ? nothing
          : html`<details>
              <summary>Show<span class="hidden"> details of event ${id}</span></summary>
              ${code(JSON.stringify(unfolded(details)), `Details of event ${id}`)}
            </details>`
      }
    </td>
  </tr>`;
}

/** Members that hold JSON as text are shown as what they mean. */
function unfolded(details: HistoryEvent['details']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, parsed(value)]));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
