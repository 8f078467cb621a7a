import { isRejectedWhen } from './corrupted-run.ts';

isRejectedWhen('memory does not grow without limit', [
  [
    'the gateway doubled',
    ({ memory }) => ({
      memory: [...memory, { of: 'gateway', pid: 1, mebibytes: 62, executions: 2000 }],
    }),
    'The gateway grew from 30 to 62 MiB',
  ],
  [
    'the emulator grew by more than its records',
    ({ memory }) => ({
      memory: [...memory, { of: 'emulator', pid: 2, mebibytes: 400, executions: 1001 }],
    }),
    'The emulator grew from 100 to 400 MiB',
  ],
  [
    'idle functions still run after a rest',
    ({ memory }) => ({
      memory: [
        ...memory,
        { of: 'emulator', pid: 2, mebibytes: 100, executions: 1001, workers: 5, rested: true },
      ],
    }),
    'The emulator still runs 5 functions',
  ],
]);
