import { parseQuantity } from '@drydock/lab';
import type { Amounts } from '@drydock/model';
import { z } from 'zod';

/** Quantities of resources as the API server writes them. */
export const Quantities = z.record(z.string(), z.union([z.string(), z.number()])).nullish();

/** CPU and memory of some quantities as numbers. */
export function amountsOf(quantities: z.infer<typeof Quantities>): Amounts {
  return { cpuMillis: numberOf(quantities?.['cpu'], 6), memoryBytes: numberOf(quantities?.['memory'], 9) };
}

/** A quantity in units of 10^(power - 9). */
function numberOf(quantity: string | number | undefined, power: 6 | 9): number | null {
  const nano = quantity === undefined ? undefined : parseQuantity(String(quantity))?.nano;
  return nano === undefined ? null : Math.round(Number(nano) / 10 ** power);
}
