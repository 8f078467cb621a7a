import { isRejectedWhen, probed } from './corrupted-run.ts';

isRejectedWhen('no denied read succeeds', [
  [
    'an operator reads',
    (well) => probed(well, 'operator', 3, {}),
    'operator at 1970-01-01T00:00:03.000Z: GetExecutionHistory gave out what the key protects',
  ],
  [
    'an operator is answered, with nothing in it',
    (well) => probed(well, 'operator', 3, { revealed: false }),
    'GetExecutionHistory was answered',
  ],
  [
    'metadata holds a secret',
    (well) => probed(well, 'auditor', 3, { secret: false }),
    'gave out what the key protects',
  ],
  [
    'a denial holds a secret',
    (well) => probed(well, 'developer', 3, { got: 'denial', error: 'KmsAccessDeniedException' }),
    'gave out what the key protects',
  ],
  [
    'the auditor reads with the key disabled',
    (well) => probed(well, 'auditor', 11, {}),
    'gave out what the key protects',
  ],
  [
    'the auditor reads while taken out',
    (well) => probed(well, 'auditor', 31, {}),
    'gave out what the key protects',
  ],
  [
    'the auditor reads while the gateway is away, whatever answered',
    (well) => probed(well, 'operator', 41, {}),
    'gave out what the key protects',
  ],
  [
    'the auditor is denied an allowed read',
    (well) =>
      probed(well, 'auditor', 3, {
        got: 'denial',
        error: 'KmsAccessDeniedException',
        revealed: false,
      }),
    'should be answered and got KmsAccessDeniedException',
  ],
  [
    'metadata is refused',
    (well) =>
      probed(well, 'operator', 3, {
        secret: false,
        got: 'denial',
        error: 'KmsAccessDeniedException',
        revealed: false,
      }),
    'should be answered and got KmsAccessDeniedException',
  ],
]);
