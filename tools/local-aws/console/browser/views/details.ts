import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallResult, ExecutionView, HistoryEvent, StateMachineView } from '../../contract.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { milliseconds, timeOfDay } from '../format-text.ts';
import { graphOf, type Node } from '../graph/asl.ts';
import { type Path, pathOf } from '../graph/execution-path.ts';
import { badge } from './badge.ts';
import { code } from './code.ts';
import { copyButton } from './copy-button.ts';
import { errorAndCause } from './failed-execution.ts';
import { history as historyTable } from './history.ts';
import { graph, notReached, type Shown } from './workflow-graph.ts';

type Results = {
  readonly described: Loaded<CallResult<ExecutionView>>;
  readonly history: Loaded<CallResult<readonly HistoryEvent[]>>;
  readonly workflow: Loaded<CallResult<StateMachineView>>;
};

/** The path of each list of events, since a running execution is drawn again and again. */
const paths = new WeakMap<readonly HistoryEvent[], Path>();

/** The data of an execution that the key protects, as far as the identity can read it. */
export function details(page: Page, { described, history, workflow }: Results): TemplateResult {
  const [execution, events = [], stateMachine] = [
    answer(described),
    answer(history),
    answer(workflow),
  ];
  const path = paths.get(events) ?? pathOf(events);
  paths.set(events, path);
  const failed = path.order.findLast((name) => path.visits.get(name)?.status === 'failed');
  const chosen = page.draft.state ?? failed ?? path.order.at(-1);
  const shown = {
    path,
    chosen,
    choose: (state: string) => page.edit({ ...page.draft, state }),
  };
  const definition = stateMachine?.definition;
  const nodes = definition === undefined ? [] : (graphOf(definition)?.nodes ?? []);
  return html`${
    definition === undefined
      ? nothing
      : html`<div class="halves">
          <section class="card">
            <h2>Path taken</h2>
            ${graph(definition, shown)}
          </section>
          ${chosenState(page, shown, nodes)}
        </div>`
  }
  ${execution ? inputAndOutput(page, execution) : nothing}
  ${path.order.length > 0 ? states(path, nodes) : nothing}
  ${events.length > 0 ? historyTable(page, events) : nothing}`;
}

function answer<T>(loaded: Loaded<CallResult<T>>): T | undefined {
  if (loaded.state !== 'loaded' || loaded.value.kind !== 'answered') return undefined;
  return loaded.value.answer;
}

function chosenState(page: Page, shown: Shown, nodes: readonly Node[]): TemplateResult {
  const { chosen: name } = shown;
  const visit = name === undefined ? undefined : shown.path.visits.get(name);
  const title = name ?? 'State';
  return html`<section class="card" aria-label="State: ${title}" aria-live="polite">
    <h2>${title}</h2>
    ${
      visit
        ? html`${errorAndCause(visit.error, visit.cause)}
            <h3>Input ${copyButton(page, visit.input ?? '', `input of ${title}`)}</h3>
            ${code(visit.input ?? '', `Input of ${title}`)}
            ${
              visit.output === undefined
                ? html`<p class="quiet">
                    ${visit.status === 'running' ? 'It runs.' : 'It has no output.'}
                  </p>`
                : html`<h3>Output ${copyButton(page, visit.output, `output of ${title}`)}</h3>
                    ${code(visit.output, `Output of ${title}`)}`
            }`
        : html`<p class="quiet">
            This state is ${notReached(nodes.find(({ id }) => id === name) ?? {}, shown)}.
          </p>`
    }
  </section>`;
}

const statuses = { succeeded: 'SUCCEEDED', failed: 'FAILED', running: 'RUNNING' } as const;

/** The states that the execution entered, with exact durations. */
function states({ visits, order }: Path, nodes: readonly Node[]): TemplateResult {
  const names = [...new Set(order)];
  const frames = new Set(nodes.flatMap(({ frame }) => frame ?? []));
  return html`<section class="card scroll" aria-labelledby="states-title">
    <h2 id="states-title">States</h2>
    <table>
      <caption class="hidden">
        States
      </caption>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Type</th>
          <th scope="col">Status</th>
          <th scope="col">Entered</th>
          <th scope="col">Duration</th>
        </tr>
      </thead>
      <tbody>
        ${names.map((name) => {
          const visit = visits.get(name);
          if (!visit) return nothing;
          const { status, enteredAt, leftAt } = visit;
          return html`<tr>
            <th scope="row" data-label="State">${name}</th>
            <td data-label="Type">${nodes.find(({ id }) => id === name)?.type ?? '–'}</td>
            <td data-label="Status">${badge(statuses[status])}</td>
            <td data-label="Entered">${timeOfDay(enteredAt)}</td>
            <td data-label="Duration" class="number">
              ${leftAt === undefined ? '–' : milliseconds(leftAt - enteredAt)}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${
      names.some((name) => frames.has(name))
        ? html`<p class="quiet">
            The emulator does not record the events of states inside a Map or Parallel state. AWS
            records them.
          </p>`
        : nothing
    }
  </section>`;
}

function inputAndOutput(page: Page, { input = '', output, status }: ExecutionView): TemplateResult {
  return html`<div class="halves">
    <section class="card">
      <h2>Execution input ${copyButton(page, input, 'execution input')}</h2>
      ${code(input, 'Execution input')}
    </section>
    <section class="card">
      <h2>
        Execution output
        ${output === undefined ? nothing : copyButton(page, output, 'execution output')}
      </h2>
      ${
        output === undefined
          ? html`<p class="quiet">
              ${status === 'RUNNING' ? 'There is no output yet.' : 'There is no output.'}
            </p>`
          : code(output, 'Execution output')
      }
    </section>
  </div>`;
}
