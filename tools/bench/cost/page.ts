import { ASSUMED, RATES, reusePeriodsWith } from './assumptions.ts';
import { type Costs, expressCosts, type Facts, standardCosts, sum } from './costs.ts';
import { CALLS_A_PERIOD, kmsCallsOf, reusePeriods } from './kms.ts';
import { AS_OF, costOf, PRICES } from './prices.ts';
import { usd } from './usd.ts';

const { executions } = ASSUMED;
const PER_SECOND = 10;
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
  return [whole(facts), byReuse(facts), prices()].join('\n\n');
}

function whole(facts: Facts): string {
  const { reuseSeconds } = facts;
  const arrival = { executions, perSecond: PER_SECOND, reuseSeconds };
  const standard = standardCosts(arrival, facts);
  const express = expressCosts(arrival, facts);
  const names = Object.keys(LINES) as (keyof Costs)[];
  return [
    `| A million executions, ${PER_SECOND} a second, data keys reused ${reuseSeconds} s | Standard, as deployed (USD) | Synchronous Express (USD) |`,
    '| --- | ---: | ---: |',
    ...names.map((name) => `| ${LINES[name]} | ${usd(standard[name])} | ${usd(express[name])} |`),
    `| **Together** | **${usd(sum(standard))}** | **${usd(sum(express))}** |`,
    `| Two keys, each month | ${usd(costOf('kmsKeyMonth', 2))} | ${usd(costOf('kmsKeyMonth', 2))} |`,
  ].join('\n');
}

function byReuse(facts: Facts): string {
  const cell = (perSecond: number, reuseSeconds: number): string => {
    const calls = kmsCallsOf({ executions, perSecond, reuseSeconds });
    return `${usd(costOf('kmsRequest', calls))} (${COUNT.format(calls)})`;
  };
  return [
    `| KMS requests of a million executions, USD (calls) | ${RATES.map((rate) => `${rate} a second`).join(' | ')} |`,
    `| --- |${RATES.map(() => ' ---: |').join('')}`,
    ...reusePeriodsWith(facts.reuseSeconds).map(
      (seconds) =>
        `| data keys reused ${seconds} s${seconds === facts.reuseSeconds ? ', as deployed' : ''} | ${RATES.map((rate) => cell(rate, seconds)).join(' | ')} |`,
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
