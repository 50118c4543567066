import type { Environment } from '@marcbachmann/cel-js';
import type { Text } from '@drydock/model';
import { type Outcome, evaluate, explain, formatValue, joined } from './cel.ts';

/** What stands there instead of what was expected, of which field where the author did not say how to show it; `text` undefined means that it is not set. */
export interface Actual {
  readonly field?: string;
  readonly text: Text | undefined;
}

/** Words what a condition that is not true is about: by the author's `actual`, or by the part of the condition that is not true. */
export function actualOf(
  environment: Environment,
  { that, actual }: { readonly that: string; readonly actual?: string | undefined },
  bindings: Readonly<Record<string, unknown>>,
): Actual {
  if (actual !== undefined)
    return { text: countedOf(environment, actual, bindings) ?? textOf(evaluate(environment, actual, bindings)) };
  const { field, actual: found } = explain(environment, that, bindings);
  return { field, text: textOf(found) };
}

/** A value that the author joined from a list, when some of it are the same: each stands once, where it came first, with how often it came. */
function countedOf(
  environment: Environment,
  text: string,
  bindings: Readonly<Record<string, unknown>>,
): Text | undefined {
  const { list, separator } = joined(environment, text) ?? {};
  // Between spaces alone are the words of a command, where the order says something.
  if (list === undefined || separator === undefined || separator.trim() === '') return undefined;
  const outcome = evaluate(environment, list, bindings);
  if (outcome.kind !== 'value' || !Array.isArray(outcome.value)) return undefined;
  const items: readonly unknown[] = outcome.value;
  if (!items.every((item) => typeof item === 'string')) return undefined;
  const times = Map.groupBy(items, (item) => item);
  if (times.size === items.length) return undefined;
  const told = (tell: (count: number) => string): string =>
    formatValue([...times].map(([item, { length }]) => `${item}${length === 1 ? '' : tell(length)}`).join(separator));
  return { en: told((count) => ` (${count}×)`), zh: told((count) => `（${count} 次）`) };
}

function textOf(outcome: Outcome): Text | undefined {
  if (outcome.kind === 'missing') return undefined;
  if (outcome.kind === 'error') {
    const { en, zh } = outcome.message;
    return { en, zh: zh.replace(/。$/, '') };
  }
  const value = outcome.value as { hasValue?: () => boolean; value?: () => unknown } | null;
  if (typeof value === 'object' && value !== null && typeof value.hasValue === 'function')
    return value.hasValue() ? same(formatValue(value.value?.())) : undefined;
  return same(formatValue(outcome.value));
}

function same(text: string): Text {
  return { en: text, zh: text };
}
