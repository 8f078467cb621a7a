import { HOLES, recordOf } from '../try/holes.ts';
import {
  called,
  denied,
  endsWith,
  logsArriveAgain,
  operated,
  readWithForeignKey,
} from './calls.ts';
import { type Check, done } from './check.ts';
import { isAuditorStatement, isReaderPolicy } from './written-policies.ts';

const stackIsThere: Check = {
  title: 'The stack stock-trading is deployed',
  hint: 'Deploy it, or go to the start of the page: npm run workshop -- reset --page N',
  look: async (lab) => done((await lab.outputs()) !== undefined),
};

const stackIsGone: Check = {
  title: 'The stack stock-trading is deleted',
  hint: 'sam delete --stack-name stock-trading --no-prompts',
  look: async (lab) => done((await lab.outputs()) === undefined),
};

const hasStatement = (sid: string): Check => ({
  title: `The key policy has the statement ${sid}`,
  hint: 'Put the saved policy back, as the page shows.',
  look: async (lab) => done((await lab.statements()).some(({ Sid }) => Sid === sid)),
});

/** Returns a check of a file that a learner writes. */
const wrote = (
  name: string,
  title: string,
  hint: string,
  isRight: (text: string, lab: Parameters<Check['look']>[0]) => boolean | Promise<boolean>,
): Check => ({
  title,
  hint,
  async look(lab) {
    const text = await lab.file(name);
    return done(text !== undefined && (await isRight(text.trim(), lab)));
  },
});

/** The results of each page, by its number. */
export const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  0: [
    ...['developer', 'operator', 'key-administrator', 'auditor'].map(
      (name): Check => ({
        title: `The profile ${name} works`,
        hint: 'Open the shell of the page: npm run local -- as developer',
        look: (lab) => lab.callerArn(name).then((arn) => done(arn !== '')),
      }),
    ),
    wrote(
      'auditor.txt',
      'auditor.txt has the ARN of the auditor',
      'Save the answer of sts get-caller-identity for the profile auditor.',
      async (text, lab) => text === (await lab.callerArn('auditor')),
    ),
  ],
  1: [
    stackIsThere,
    {
      title: 'Two executions succeeded',
      hint: 'Start one at a price of 42 and one at a price of 67.',
      look: async (lab) =>
        done((await lab.executions()).filter(({ status }) => status === 'SUCCEEDED').length >= 2),
    },
    {
      title: 'The execution my-first-sale succeeded',
      hint: 'start-execution has an option --name.',
      look: async (lab) =>
        done(
          (await lab.executions()).some(
            ({ name, status }) => name === 'my-first-sale' && status === 'SUCCEEDED',
          ),
        ),
    },
    {
      title: 'The execution my-first-sale sold',
      hint: 'A price above 50 sells. A name can be used once: to try again, go to the start of the page.',
      look: async (lab) =>
        done(
          (await lab.trades()).some(
            ({ execution, type }) => execution.endsWith(':my-first-sale') && type === 'sell',
          ),
        ),
    },
  ],
  2: [
    stackIsThere,
    denied('operator'),
    denied('developer'),
    denied('key-administrator'),
    wrote(
      'readers.txt',
      'readers.txt says which identities can read',
      'Write the number of the five identities that can read the execution. Count again.',
      (text) => text === '0',
    ),
  ],
  3: [
    stackIsThere,
    wrote(
      'auditor.json',
      'auditor.json allows the auditor to decrypt, through Step Functions only',
      'It needs kms:Decrypt and no other action, the role of the auditor, kms:ViaService, and the encryption context of this state machine.',
      isAuditorStatement,
    ),
    called(
      'The auditor read an execution',
      'Deploy with AuditorRoleArn, and describe the execution as the auditor.',
      ({ operation, principal, isDenied }) =>
        operation === 'Decrypt' && !isDenied && endsWith(principal, 'auditor'),
    ),
    {
      title: 'The auditor can no longer read',
      hint: `Deploy with --parameter-overrides 'AuditorRoleArn=""'.`,
      look: async (lab) =>
        done(
          !(await lab.statements()).some(({ Sid }) => Sid === 'AuditorReadsThroughStepFunctions'),
        ),
    },
  ],
  4: [
    stackIsThere,
    hasStatement('LogDeliveryReadsForThisAccount'),
    logsArriveAgain,
    called(
      'KMS denied Decrypt to log delivery',
      'Remove the statement of log delivery, and trade.',
      ({ operation, principal, isDenied }) =>
        operation === 'Decrypt' && isDenied && principal === 'delivery.logs.amazonaws.com',
    ),
    {
      title: 'Logs carry no execution data',
      hint: 'Deploy with IncludeExecutionData=false.',
      look: async (lab) => done((await lab.parameters())['IncludeExecutionData'] !== 'true'),
    },
  ],
  5: [
    stackIsThere,
    operated('DisableKey'),
    operated('ScheduleKeyDeletion'),
    operated('CancelKeyDeletion'),
    operated('EnableKey'),
    {
      title: 'The key is enabled',
      hint: 'aws kms enable-key, as the key administrator.',
      look: async (lab) => done((await lab.keyState()) === 'Enabled'),
    },
    wrote(
      'data-keys.txt',
      'data-keys.txt has the number of data keys in a day at 300 seconds',
      'A day has 86,400 seconds. Each period needs one data key.',
      (text) => text === '288',
    ),
  ],
  6: [
    stackIsGone,
    wrote(
      'reader.json',
      'reader.json allows kms:Decrypt through Step Functions only',
      'It needs kms:Decrypt and no other action, no Principal, and a condition on kms:ViaService.',
      isReaderPolicy,
    ),
    readWithForeignKey,
  ],
  7: [
    stackIsThere,
    ...Object.keys(HOLES).map(
      (hole): Check => ({
        title: `Hole ${hole} is closed`,
        hint: `npm run workshop -- try --hole ${hole}`,
        look: async (lab) => done(recordOf(await lab.file('tried.json'))[hole] === true),
      }),
    ),
    {
      title: 'The key policy is back',
      hint: 'npm run workshop -- try --restore',
      async look(lab) {
        const key = (await lab.outputs())?.['StateMachineKmsKeyArn'] ?? '';
        const saved = await lab.file(`policy-${key.slice(key.lastIndexOf('/') + 1)}.json`);
        if (saved === undefined) return 'missing';
        const wanted = JSON.stringify(JSON.parse(saved).Statement);
        return done(JSON.stringify(await lab.statements()) === wanted);
      },
    },
  ],
  8: [
    stackIsGone,
    wrote(
      'keys.txt',
      'keys.txt has the states of both keys',
      'Save what describe-key says of the two keys: one state on each line.',
      (text) => /^PendingDeletion\s+PendingDeletion$/.test(text),
    ),
  ],
};
