import { type Environment, Optional } from '@marcbachmann/cel-js';
import type { Text } from '@drydock/model';
import { type Outcome, evaluate, explain, joined } from './cel.ts';
import { cutItems, formatValue } from './format-value.ts';
import { en as english } from '../text/en.ts';
import { zh as chineseTexts } from '../text/zh.ts';
import { inChinese } from './container-state.ts';

/** Formats what the author shows of a condition that is not true; undefined when it is not set. `chinese` is the same expression with the author's words in Chinese. */
export function actualOf(
  environment: Environment,
  actual: string,
  bindings: Readonly<Record<string, unknown>>,
  chinese = actual,
): Text | undefined {
  const told = (text: string): Text | undefined =>
    listOf(environment, text, bindings) ?? textOf(evaluate(environment, text, bindings));
  const en = told(actual);
  // A container's state is in our words, so it has one text per language.
  const zh = inChinese(() => told(chinese));
  return en && { en: en.en, zh: zh?.zh ?? en.zh };
}

/** Formats the value behind the first part of a condition that is not true, where it is not a plain field. */
export function explained(
  environment: Environment,
  that: string,
  bindings: Readonly<Record<string, unknown>>,
): Text | undefined {
  return textOf(explain(environment, that, bindings).actual);
}

/** Formats a value that the author joined from a list: a repeated item appears once, at its first place, with its count. Cut only between items. */
function listOf(environment: Environment, text: string, bindings: Readonly<Record<string, unknown>>): Text | undefined {
  const { list, separator } = joined(environment, text) ?? {};
  // Only spaces between the items: the words of a command, where the order matters.
  if (list === undefined || separator === undefined || separator.trim() === '') return undefined;
  const told = (tell: (count: number) => string): string | undefined => {
    const outcome = evaluate(environment, list, bindings);
    if (outcome.kind !== 'value' || !Array.isArray(outcome.value)) return undefined;
    const items: readonly unknown[] = outcome.value;
    if (!items.every((item) => typeof item === 'string')) return undefined;
    const times = Map.groupBy(items, (item) => item);
    const lines = [...times].map(([item, { length }]) => `${formatValue(item)}${length === 1 ? '' : tell(length)}`);
    return cutItems(lines, separator);
  };
  const en = told(english.texts.times);
  const zh = inChinese(() => told(chineseTexts.texts.times));
  return en === undefined || zh === undefined ? undefined : { en, zh };
}

function textOf(outcome: Outcome): Text | undefined {
  if (outcome.kind === 'missing') return undefined;
  if (outcome.kind === 'error') {
    const { en, zh } = outcome.message;
    return { en, zh: zh.replace(/。$/, '') };
  }
  const { value } = outcome;
  if (value instanceof Optional) return value.hasValue() ? same(formatValue(value.value())) : undefined;
  return same(formatValue(value));
}

function same(text: string): Text {
  return { en: text, zh: text };
}
