/** Returns parsed JSON that cannot be changed: a write throws an error. */
export function frozen(text: string): unknown {
  const json: unknown = JSON.parse(text);
  const left = [json];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    left.push(...Object.values(value).filter((inner) => inner !== undefined && inner !== null));
    Object.freeze(value);
  }
  return json;
}
