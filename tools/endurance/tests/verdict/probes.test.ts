import { isRejectedWhen, probed } from './corrupted-run.ts';

isRejectedWhen('no denied read succeeds', [
  [
    'an operator reads',
    (records) => probed(records, 'operator', 3, {}),
    'operator at 1970-01-01T00:00:03.000Z: GetExecutionHistory returned data that the key protects',
  ],
  [
    'an operator gets an empty answer',
    (records) => probed(records, 'operator', 3, { revealed: false }),
    'GetExecutionHistory was answered',
  ],
  [
    'metadata contains a secret',
    (records) => probed(records, 'auditor', 3, { secret: false }),
    'returned data that the key protects',
  ],
  [
    'a denial contains a secret',
    (records) =>
      probed(records, 'developer', 3, { got: 'denial', error: 'KmsAccessDeniedException' }),
    'returned data that the key protects',
  ],
  [
    'the auditor reads with the key disabled',
    (records) => probed(records, 'auditor', 11, {}),
    'returned data that the key protects',
  ],
  [
    'the auditor reads while the policy omits the auditor',
    (records) => probed(records, 'auditor', 31, {}),
    'returned data that the key protects',
  ],
  [
    'the auditor reads while the gateway is down',
    (records) => probed(records, 'operator', 41, {}),
    'returned data that the key protects',
  ],
  [
    'the auditor is denied an allowed read',
    (records) =>
      probed(records, 'auditor', 3, {
        got: 'denial',
        error: 'KmsAccessDeniedException',
        revealed: false,
      }),
    'should be answered and got KmsAccessDeniedException',
  ],
  [
    'metadata is denied',
    (records) =>
      probed(records, 'operator', 3, {
        secret: false,
        got: 'denial',
        error: 'KmsAccessDeniedException',
        revealed: false,
      }),
    'should be answered and got KmsAccessDeniedException',
  ],
]);
