const decimal: Record<string, bigint> = { n: 1n, u: 10n ** 3n, m: 10n ** 6n, '': 10n ** 9n };
for (const [power, suffix] of ['k', 'M', 'G', 'T', 'P', 'E'].entries()) decimal[suffix] = 10n ** BigInt(12 + 3 * power);
for (const [power, suffix] of ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].entries()) {
  decimal[suffix] = 10n ** 9n * 1024n ** BigInt(power + 1);
}

/** An amount as Kubernetes writes it (`100Mi`, `500m`, `1e3`), exact to a billionth; equal amounts are equal however written. */
export class Quantity {
  readonly nano: bigint;
  readonly text: string;

  constructor(nano: bigint, text: string) {
    this.nano = nano;
    this.text = text;
  }
}

/** Reads a quantity by the grammar of the Kubernetes API; undefined when it is not valid. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d+(?:\.(\d*))?|\.(\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,3})?$/.exec(text);
  if (!match) return undefined;
  const [, sign, , , , suffix = ''] = match;
  const [whole = '', fraction = ''] = (match[2] ?? '').split('.');
  const exponent = /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : 0;
  if (Math.abs(exponent) > 18) return undefined;
  const unit =
    (exponent === 0 || !/\d/.test(suffix) ? decimal[/\d/.test(suffix) ? '' : suffix] : undefined) ?? 10n ** 9n;
  const scale = 10n ** BigInt(fraction.length);
  let nano = BigInt(whole + fraction || '0') * unit;
  nano = exponent >= 0 ? nano * 10n ** BigInt(exponent) : ceilDivide(nano, 10n ** BigInt(-exponent));
  nano = ceilDivide(nano, scale);
  return new Quantity(sign === '-' ? -nano : nano, text);
}

/** Amounts finer than a billionth are rounded up, as the API server does. */
function ceilDivide(value: bigint, by: bigint): bigint {
  return value % by === 0n ? value / by : value / by + 1n;
}

/** A sum or difference, written in the kind of unit that its parts are written in. */
export function addQuantities(a: Quantity, b: Quantity, sign: 1n | -1n): Quantity {
  const nano = a.nano + sign * b.nano;
  return new Quantity(nano, textOf(nano, [a, b].some(isBinary)));
}

/** So many times an amount. */
export function multiplyQuantity(a: Quantity, times: bigint): Quantity {
  const nano = a.nano * times;
  return new Quantity(nano, textOf(nano, isBinary(a)));
}

const isBinary = ({ text }: Quantity): boolean => text.endsWith('i');

/** Writes an amount in the largest unit in which it is whole: of `Ki`, `Mi`, … when it is `isBinary`, otherwise whole or in `m`, `u` or `n`. */
function textOf(nano: bigint, isBinary: boolean): string {
  const units = isBinary ? ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki', '', 'm', 'u'] : ['', 'm', 'u'];
  const unit = units.find((name) => nano % (decimal[name] ?? 1n) === 0n) ?? 'n';
  return nano === 0n ? '0' : `${nano / (decimal[unit] ?? 1n)}${unit}`;
}
