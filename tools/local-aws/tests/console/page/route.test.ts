import { describe, expect, it } from '@jest/globals';
import { href, parseRoute, type Route } from '../../../console/browser/route.ts';

const KNOWN = ['operator', 'auditor'];

describe('an address of the page', () => {
  it.each<Route>([
    { as: 'operator', view: 'state-machines' },
    { as: 'auditor', view: 'state-machine', stateMachine: 'stock-trading', tab: 'executions' },
    { as: 'auditor', view: 'state-machine', stateMachine: 'stock-trading', tab: 'key' },
    { as: 'auditor', view: 'state-machine', stateMachine: 'a/b #?%', tab: 'definition' },
    { as: 'operator', view: 'execution', stateMachine: 'stock-trading', execution: 'key' },
  ])('is parsed to the same route: %j', (route) => {
    expect(parseRoute(href(route), KNOWN)).toEqual(route);
  });

  it.each([
    ['', { as: 'operator', view: 'state-machines' }],
    ['#/', { as: 'operator', view: 'state-machines' }],
    [
      '#/mallory/state-machines/m',
      {
        ...{ as: 'operator', unknownIdentity: 'mallory' },
        ...{ view: 'state-machine', stateMachine: 'm', tab: 'executions' },
      },
    ],
    [
      '#/auditor/state-machines/m/toString',
      { as: 'auditor', view: 'state-machine', stateMachine: 'm', tab: 'executions' },
    ],
    [
      '#/auditor/state-machines/%E0%A4%A',
      { as: 'auditor', view: 'state-machine', stateMachine: '%E0%A4%A', tab: 'executions' },
    ],
  ])('that does not come from a link is parsed to a valid route: "%s"', (hash, route) => {
    expect(parseRoute(hash, KNOWN)).toEqual(route);
  });
});
