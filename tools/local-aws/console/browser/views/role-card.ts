import { html, nothing } from 'lit-html';
import type { Page } from '../console-page.ts';
import { loaded } from './loaded.ts';
import { steps } from './steps.ts';

/** What the execution role is for, which its own view would not show: what it may do with the key. */
export function roleCard(page: Page, machineArn: string): unknown {
  const actor = page.about.identities.find(({ name }) => name === page.route.as);
  if (!actor || actor.canCall) return nothing;
  return loaded(
    page.roleSteps(machineArn),
    (taken) => html`<section class="card">
      <h2>What Step Functions may do as this role</h2>
      <p>
        Nobody can sign in as the execution role: its trust policy lets Step Functions take it on, and
        nobody else. So the rest of this page says what its policies would answer. This is what it is
        for:
      </p>
      ${taken.length === 0 ? html`<p>The workflow lies under no key of this account.</p>` : steps(taken)}
    </section>`,
  );
}
