import type { AccessModel, Subject } from '../report/access-model.ts';

/** Returns a function that computes its value once for each subject of each access model. */
export function oncePerSubject<Value>(
  compute: (model: AccessModel, subject: Subject) => Value,
): (model: AccessModel, subject: Subject) => Value {
  const models = new WeakMap<AccessModel, WeakMap<Subject, { readonly value: Value }>>();
  return (model, subject) => {
    const subjects = models.get(model) ?? new WeakMap<Subject, { readonly value: Value }>();
    models.set(model, subjects);
    const known = subjects.get(subject) ?? { value: compute(model, subject) };
    subjects.set(subject, known);
    return known.value;
  };
}
