import { type Check, environmentOf, evaluate, type Subject } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { verdictOf } from './finding.ts';
import { broken } from './messages.ts';

/**
 * Remembers when what must never be so (`never`) was so, and returns the verdict that follows, for good: only a reset begins again. `bindings` are those of a look
 * that found what it looked for; undefined for any other look, which can break nothing.
 */
export function breakOf(
  check: Check,
  subject: Subject,
  bindings: Readonly<Record<string, unknown>> | undefined,
  now: Date,
  memory: { brokenAt?: number | undefined },
): Verdict | undefined {
  if (check.never === undefined) return undefined;
  if (memory.brokenAt === undefined && bindings) {
    const outcome = evaluate(environmentOf(check.probe, Object.keys(check.with)), check.never, bindings);
    if (outcome.kind === 'value' && outcome.value === true) memory.brokenAt = now.getTime();
  }
  if (memory.brokenAt === undefined) return undefined;
  const at = new Date(memory.brokenAt);
  const message = broken(subject, check.expected, at);
  return verdictOf(
    check,
    now,
    { outcome: 'fail', message, actual: { en: at.toISOString(), zh: at.toISOString() }, isFinal: true },
    false,
  );
}
