import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ASSUMED, LOGGED_BYTES } from '../cost/assumptions.ts';
import { expressCosts, type Facts, standardCosts, sum } from '../cost/costs.ts';
import { readFacts, templateFacts } from '../cost/facts.ts';
import { kmsCallsOf, reusePeriods } from '../cost/kms.ts';
import { costPage } from '../cost/page.ts';
import { costOf, PRICES } from '../cost/prices.ts';
import { usd } from '../cost/usd.ts';

const MILLION = 1_000_000;
const facts: Facts = { transitions: 5, memory: 256, architecture: 'arm64', reuseSeconds: 100 };
const arrival = { executions: MILLION, perSecond: 10, reuseSeconds: 300 };

describe('the costs of a million executions', () => {
  it('are mostly those of the state transitions', () => {
    expect(standardCosts(arrival, facts).stepFunctions).toBeCloseTo(125);
    expect(sum(standardCosts(arrival, facts))).toBeLessThan(135);
  });

  it('include three Lambda invocations, by request and by GB-second', () => {
    // 3,000,000 x 0.01 s x 0.25 GB = 7,500 GB-s.
    expect(standardCosts(arrival, facts).lambda).toBeCloseTo(0.6 + 7500 * 0.0000133334);
    const x86 = standardCosts(arrival, { ...facts, architecture: 'x86_64' });
    expect(x86.lambda).toBeCloseTo(0.6 + 7500 * 0.0000166667);
  });

  it('include one table write and the logged bytes', () => {
    const bytes = LOGGED_BYTES.workflow + LOGGED_BYTES.functions + 3 * ASSUMED.platformBytes;

    expect(standardCosts(arrival, facts).dynamoDb).toBeCloseTo(0.625);
    expect(standardCosts(arrival, facts).logs).toBeCloseTo((bytes / 1000) * 0.5);
  });

  it('are lower for an Express workflow, where KMS is most of the cost', () => {
    const express = expressCosts(arrival, facts);

    expect(express.stepFunctions).toBeCloseTo(1 + (12_500 / 3600) * 0.06);
    expect(express.kms).toBeCloseTo(6);
    expect(sum(express)).toBeLessThan(sum(standardCosts(arrival, facts)) / 10);
  });

  it('grow with each quantity', () => {
    const more = standardCosts(arrival, { ...facts, transitions: 6 });

    expect(more.stepFunctions).toBeCloseTo(150);
    expect(more.lambda).toBe(standardCosts(arrival, facts).lambda);
  });
});

describe('calls to KMS', () => {
  it.each([
    [1, 60, 16_667],
    [1, 300, 3_334],
    [100, 900, 12],
  ])(
    'at %p executions a second and a reuse period of %p s occur in %p periods',
    (perSecond, reuseSeconds, periods) => {
      const of = { executions: MILLION, perSecond, reuseSeconds };

      expect(reusePeriods(of)).toBe(periods);
      expect(kmsCallsOf(of)).toBe(4 * periods);
    },
  );

  it('occur only in periods with executions', () => {
    expect(reusePeriods({ executions: 3, perSecond: 0.001, reuseSeconds: 60 })).toBe(3);
  });

  it('cost 3 cents for ten thousand', () => {
    expect(costOf('kmsRequest', 10_000)).toBeCloseTo(0.03);
  });
});

describe('the facts behind the costs', () => {
  it('are those of the template and the workflow', async () => {
    expect(await readFacts()).toEqual(facts);
  });

  it('cause an error if a template does not have them', () => {
    const Globals = { Function: { MemorySize: 128 } };
    const Parameters = { Architecture: { Default: 'arm64' } };

    expect(() => templateFacts({})).toThrow('MemorySize');
    expect(() => templateFacts({ Globals })).toThrow('Architecture');
    expect(() => templateFacts({ Globals, Parameters })).toThrow('KmsDataKeyReusePeriodSeconds');
  });

  it('have one row of less than the 1 KB of a write unit', () => {
    const text = readFileSync(new URL('../../../events/save.json', import.meta.url), 'utf8');

    expect(Buffer.byteLength(text)).toBeLessThan(1024 * ASSUMED.writeUnits);
  });

  it('are prices with their source page', () => {
    for (const { page, usd: amount, per } of Object.values(PRICES)) {
      expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z-]+\/pricing\//);
      expect(amount).toBeGreaterThan(0);
      expect(per).toBeGreaterThan(0);
    }
  });
});

describe('the page of costs', () => {
  it.each([100, 300, 600])(
    'calls "as deployed" what the template deploys: %p s',
    (reuseSeconds) => {
      const page = costPage({ ...facts, reuseSeconds });

      expect(page).toContain(`data keys reused ${reuseSeconds} s | Standard, as deployed (USD)`);
      expect(page.match(/^\| data keys reused \d+ s, as deployed /gm)).toEqual([
        `| data keys reused ${reuseSeconds} s, as deployed `,
      ]);
    },
  );
});

describe('an amount of money', () => {
  it.each([
    [125, '125.00'],
    [0.2, '0.20'],
    [0.0134, '0.013'],
    [0.000408, '0.00041'],
    [0, '0.00'],
  ])('%p reads %p', (amount, text) => {
    expect(usd(amount)).toBe(text);
  });
});
