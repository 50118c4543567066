/** JSON as CEL sees it: whole numbers are ints, and `null` counts as not set. */
export function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return fieldsToCel(value);
  return value;
}

/** The fields of a JSON object as CEL sees them. */
export function fieldsToCel(fields: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(fields)) if (item !== null) copy[name] = toCel(item);
  return copy;
}
