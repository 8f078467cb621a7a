import { html } from 'lit-html';
import type { Page } from '../console-page.ts';
import { code } from './code.ts';
import { loaded, outcome } from './loaded.ts';
import { graph } from './workflow-graph.ts';

/** The definition of a state machine, as a graph and as text. */
export function definition(page: Page, stateMachineArn: string): unknown {
  const name = 'states:DescribeStateMachine';
  return loaded(page.query(name, { stateMachineArn }), (found) =>
    outcome(
      page,
      name,
      found,
      ({ definition: text = '' }) => html`<div class="halves">
        <section class="card">
          <h2>Graph</h2>
          ${graph(text)}
        </section>
        <section class="card">
          <h2>Definition</h2>
          ${code(text, 'Definition in the Amazon States Language')}
        </section>
      </div>`,
    ),
  );
}
