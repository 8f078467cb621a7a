import { isRejectedWhen } from './corrupted-run.ts';

isRejectedWhen('every fault had an observed effect', [
  [
    'no process was killed',
    ({ restarts }) => ({ restarts: restarts.filter(({ how }) => how === 'ended') }),
    'No client observed emulator-killed',
  ],
  [
    'the emulator never ended',
    ({ restarts }) => ({ restarts: restarts.filter(({ how }) => how === 'killed') }),
    'No client observed emulator-ended',
  ],
  [
    'the gateway was never unavailable',
    () => ({ outages: [] }),
    'No client observed gateway-killed',
  ],
  [
    'the disabled key had no effect',
    ({ starts }) => ({
      starts: starts.filter(({ environmentFault }) => environmentFault !== 'key-disabled'),
    }),
    'No client observed key-disabled',
  ],
  [
    'the missing role had no effect',
    ({ starts }) => ({
      starts: starts.filter(({ environmentFault }) => environmentFault !== 'role-taken-out'),
    }),
    'No client observed role-taken-out',
  ],
  [
    'the auditor did not try to read while the policy omitted the auditor',
    ({ probes }) => ({ probes: probes.filter(({ from }) => from !== 31_000) }),
    'No client observed auditor-taken-out',
  ],
  [
    'a planned fault did not happen',
    ({ met }) => ({ met: new Set([...met].filter((name) => name !== 'put-answer-lost')) }),
    'No client observed put-answer-lost',
  ],
  [
    'the auditor never read',
    ({ probes }) => ({ probes: probes.filter(({ revealed }) => !revealed) }),
    'The auditor never read anything',
  ],
  [
    'the operator was never denied',
    ({ probes }) => ({ probes: probes.filter(({ as }) => as !== 'operator') }),
    'operator was never denied',
  ],
]);
