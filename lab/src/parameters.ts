import { randomInt } from 'node:crypto';
import { fillParameters, nodeParameterPrefix, type ObjectRef } from '@drydock/model';
import type { Check, Lab, ParameterKind } from './lab.ts';
import type { Probe } from './probe/kinds.ts';

/** Without the letters and digits that are mistaken for one another. */
const easy = 'abcdefghjkmnpqrstuvwxyz23456789';
const lengths: Readonly<Record<ParameterKind, number>> = { random8: 8, password16: 16 };

/** Draws the parameters of an attempt, at its start and at each reset. */
export function drawParameters({ parameters }: Pick<Lab, 'parameters'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, kind]) => [
      name,
      Array.from({ length: lengths[kind] }, () => easy[randomInt(easy.length)]).join(''),
    ]),
  );
}

/** A value with the parameters in its texts. Texts stay texts, so the shape is the same. */
function filled<T>(value: T, parameters: Readonly<Record<string, string>>): T {
  return fillAll(value, parameters) as T;
}

function fillAll(value: unknown, parameters: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fillParameters(value, parameters);
  if (Array.isArray(value)) return value.map((item: unknown) => fillAll(item, parameters));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillAll(item, parameters)]));
}

/** A check with the attempt's parameters in its texts and probes; expressions get them as `params`, never as text. */
export function fillCheck(check: Check, parameters: Readonly<Record<string, string>>): Check {
  const { that, never, actual, actualZh, ...rest } = check;
  return {
    ...filled(rest, parameters),
    ...(that !== undefined && { that }),
    ...(never !== undefined && { never }),
    ...(actual !== undefined && { actual }),
    ...(actualZh !== undefined && { actualZh }),
  };
}

/** A reference with the attempt's parameters in its names. */
export function fillRef(ref: ObjectRef, parameters: Readonly<Record<string, string>>): ObjectRef {
  return filled(ref, parameters);
}

/** Every probe of a check, its own first. */
export function probesOf(check: Pick<Check, 'probe' | 'with'>): readonly Probe[] {
  return [check.probe, ...Object.values(check.with)];
}

/** Draws the parameters of an attempt again, for a reset in the same cluster: the names of its nodes stay. */
export function drawAgain(lab: Lab, before: Readonly<Record<string, string>>): Record<string, string> {
  const nodes = Object.entries(before).filter(([name]) => name.startsWith(nodeParameterPrefix));
  return { ...Object.fromEntries(nodes), ...drawParameters(lab) };
}
