import { html, nothing, type TemplateResult } from 'lit-html';
import type { CallResult } from '../../contract.ts';
import { stateMachineArn } from '../arn-names.ts';
import type { Loaded } from '../cache.ts';
import type { Page } from '../console-page.ts';
import { href, type Route, type Tab, tabs } from '../route.ts';
import { definition } from './definition.ts';
import { errorMessage } from './error-message.ts';
import { executions } from './execution-list.ts';
import { keyAndAccess } from './key-and-access.ts';
import { roleCard } from './role-card.ts';
import { startForm } from './start-form.ts';

type StateMachineRoute = Extract<Route, { view: 'state-machine' }>;

const parts: Readonly<Record<Tab, (page: Page, arn: string) => unknown>> = {
  executions,
  definition,
  key: keyAndAccess,
};

/** One state machine, with its executions, its definition and its key. */
export function stateMachine(page: Page, route: StateMachineRoute): TemplateResult {
  const arn = stateMachineArn(page.about, route.stateMachine);
  const input = { stateMachineArn: arn, includedData: 'METADATA_ONLY' } as const;
  const found = page.query('states:DescribeStateMachine', input);
  if (isUnknown(found)) {
    return errorMessage(
      'There is no state machine of this name',
      `${route.stateMachine} is not in account ${page.about.account}, ${page.about.region}. It can have been deleted, or local AWS was started again without it.`,
    );
  }
  return html`${startForm(page, arn)} ${sections(route)} ${roleCard(page, arn)}
  ${parts[route.tab](page, arn)}`;
}

const isUnknown = (found: Loaded<CallResult<unknown>>): boolean =>
  found.state === 'loaded' &&
  found.value.kind === 'failed' &&
  ['StateMachineDoesNotExist', 'InvalidArn'].includes(found.value.error.name);

function sections({ as, stateMachine: name, tab: present }: StateMachineRoute): TemplateResult {
  const all = Object.entries(tabs) as [Tab, string][];
  return html`<nav class="tabs" aria-label="Parts of the state machine">
    ${all.map(
      ([tab, title]) => html`<a
        href=${href({ as, view: 'state-machine', stateMachine: name, tab })}
        aria-current=${tab === present ? 'page' : nothing}
        >${title}</a
      >`,
    )}
  </nav>`;
}
