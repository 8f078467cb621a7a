import { describe, expect, it } from '@jest/globals';
import { href, parseRoute, type Route } from '../../../console/browser/route.ts';

const KNOWN = ['operator', 'auditor'];

describe('an address of the page', () => {
  it.each<Route>([
    { as: 'operator', view: 'machines' },
    { as: 'auditor', view: 'machine', machine: 'stock-trading', tab: 'executions' },
    { as: 'auditor', view: 'machine', machine: 'stock-trading', tab: 'key' },
    { as: 'auditor', view: 'machine', machine: 'a/b #?%', tab: 'definition' },
    { as: 'operator', view: 'execution', machine: 'stock-trading', execution: 'key' },
  ])('gives the same route again: %j', (route) => {
    expect(parseRoute(href(route), KNOWN)).toEqual(route);
  });

  it.each([
    ['', { as: 'operator', view: 'machines' }],
    ['#/', { as: 'operator', view: 'machines' }],
    [
      '#/mallory/machines/m',
      {
        ...{ as: 'operator', unknownIdentity: 'mallory' },
        ...{ view: 'machine', machine: 'm', tab: 'executions' },
      },
    ],
    [
      '#/auditor/machines/m/toString',
      { as: 'auditor', view: 'machine', machine: 'm', tab: 'executions' },
    ],
    [
      '#/auditor/machines/%E0%A4%A',
      { as: 'auditor', view: 'machine', machine: '%E0%A4%A', tab: 'executions' },
    ],
  ])('that no link has gives a valid route: "%s"', (hash, route) => {
    expect(parseRoute(hash, KNOWN)).toEqual(route);
  });
});
