import { decidesInFrontOf } from './decisions.ts';

decidesInFrontOf(
  {
    name: 'LocalEmu 1.3.2',
    requirement: 'localemu[runtime]==1.3.2',
    // Its KMS needs warnings.deprecated, which Python 3.13 added.
    pythons: ['python3.14', 'python3.13'],
    command: (port) => ['localemu', 'start', '--host', '127.0.0.1', '--port', String(port)],
    env: { DISABLE_EVENTS: '1' },
    health: '/_localemu/health',
  },
  [/no key of a state machine/, /no key of an execution/, /no signatures/],
);
