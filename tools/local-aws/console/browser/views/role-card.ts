import { html, nothing } from 'lit-html';
import type { Page } from '../console-page.ts';
import { loaded } from './loaded.ts';
import { steps } from './steps.ts';

/** The permissions of the execution role on the key, which the calls of the page do not show. */
export function roleCard(page: Page, stateMachineArn: string): unknown {
  const identity = page.about.identities.find(({ name }) => name === page.route.as);
  if (!identity || identity.canCall) return nothing;
  return loaded(
    page.roleSteps(stateMachineArn),
    (taken) => html`<section class="card">
      <h2>Permissions of Step Functions as this role</h2>
      <p>
        You cannot sign in as the execution role: its trust policy lets only Step Functions assume it. So
        the rest of this page shows what its policies would decide. The role has these permissions on the
        key:
      </p>
      ${taken.length === 0 ? html`<p>The workflow has no customer managed key.</p>` : steps(taken)}
    </section>`,
  );
}
