import { ASSUMED, RATES, REUSE_SECONDS } from './assumptions.ts';
import { type Costs, expressCosts, type Facts, standardCosts, sum } from './costs.ts';
import { CALLS_A_PERIOD, kmsCallsOf, reusePeriods } from './kms.ts';
import { AS_OF, costOf, PRICES } from './prices.ts';
import { usd } from './usd.ts';

const { executions } = ASSUMED;
const EXAMPLE = { executions, perSecond: 10, reuseSeconds: 300 } as const;
const COUNT = new Intl.NumberFormat('en-US');

const LINES = {
  stepFunctions: 'Step Functions',
  lambda: 'Lambda',
  dynamoDb: 'DynamoDB',
  logs: 'CloudWatch Logs',
  kms: 'KMS requests',
} as const satisfies Record<keyof Costs, string>;

/** The tables of costs, as Markdown. */
export function costPage(facts: Facts): string {
  return [whole(facts), byReuse(), prices()].join('\n\n');
}

function whole(facts: Facts): string {
  const standard = standardCosts(EXAMPLE, facts);
  const express = expressCosts(EXAMPLE, facts);
  const names = Object.keys(LINES) as (keyof Costs)[];
  return [
    `| A million executions, ${EXAMPLE.perSecond} a second, data keys reused ${EXAMPLE.reuseSeconds} s | Standard (USD) | Synchronous Express (USD) |`,
    '| --- | ---: | ---: |',
    ...names.map((name) => `| ${LINES[name]} | ${usd(standard[name])} | ${usd(express[name])} |`),
    `| **Together** | **${usd(sum(standard))}** | **${usd(sum(express))}** |`,
    `| Two keys, each month | ${usd(costOf('kmsKeyMonth', 2))} | ${usd(costOf('kmsKeyMonth', 2))} |`,
  ].join('\n');
}

function byReuse(): string {
  const cell = (perSecond: number, reuseSeconds: number): string => {
    const calls = kmsCallsOf({ executions, perSecond, reuseSeconds });
    return `${usd(costOf('kmsRequest', calls))} (${COUNT.format(calls)})`;
  };
  return [
    `| KMS requests of a million executions, USD (calls) | ${RATES.map((rate) => `${rate} a second`).join(' | ')} |`,
    `| --- |${RATES.map(() => ' ---: |').join('')}`,
    ...REUSE_SECONDS.map(
      (seconds) =>
        `| data keys reused ${seconds} s | ${RATES.map((rate) => cell(rate, seconds)).join(' | ')} |`,
    ),
    '',
    `A million executions at one a second take ${COUNT.format(reusePeriods({ executions, perSecond: 1, reuseSeconds: 86_400 }))} days; each reuse period in them has these calls:`,
    `${CALLS_A_PERIOD.join('; ')}.`,
  ].join('\n');
}

function prices(): string {
  return [
    `| Price (${AS_OF}) | USD | for |`,
    '| --- | ---: | --- |',
    ...Object.values(PRICES).map(
      ({ usd: amount, per, unit, page }) =>
        `| [${new URL(page).pathname.split('/')[1]}](${page}) | ${amount} | ${COUNT.format(per)} ${unit} |`,
    ),
  ].join('\n');
}
