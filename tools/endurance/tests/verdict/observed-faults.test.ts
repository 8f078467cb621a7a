import { isRejectedWhen } from './corrupted-run.ts';

isRejectedWhen('every fault had an observed effect', [
  [
    'nobody was killed',
    ({ restarts }) => ({ restarts: restarts.filter(({ how }) => how === 'ended') }),
    'Nobody felt emulator-killed',
  ],
  [
    'the emulator never ended',
    ({ restarts }) => ({ restarts: restarts.filter(({ how }) => how === 'killed') }),
    'Nobody felt emulator-ended',
  ],
  ['the gateway was never away', () => ({ outages: [] }), 'Nobody felt gateway-killed'],
  [
    'the disabled key cost nobody anything',
    ({ starts }) => ({
      starts: starts.filter(({ environmentFault }) => environmentFault !== 'key-disabled'),
    }),
    'Nobody felt key-disabled',
  ],
  [
    'nobody missed the role',
    ({ starts }) => ({
      starts: starts.filter(({ environmentFault }) => environmentFault !== 'role-taken-out'),
    }),
    'Nobody felt role-taken-out',
  ],
  [
    'the auditor did not try to read while the policy omitted the auditor',
    ({ probes }) => ({ probes: probes.filter(({ from }) => from !== 31_000) }),
    'Nobody felt auditor-taken-out',
  ],
  [
    'a fault was planned and not met',
    ({ met }) => ({ met: new Set([...met].filter((name) => name !== 'put-answer-lost')) }),
    'Nobody felt put-answer-lost',
  ],
  [
    'the auditor never read',
    ({ probes }) => ({ probes: probes.filter(({ revealed }) => !revealed) }),
    'The auditor never read anything',
  ],
  [
    'the operator was never refused',
    ({ probes }) => ({ probes: probes.filter(({ as }) => as !== 'operator') }),
    'operator was never refused',
  ],
]);
