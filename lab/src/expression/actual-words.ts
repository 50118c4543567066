import type { ASTNode } from '@marcbachmann/cel-js';
import { environmentOf, treeOf } from './cel.ts';
import type { Check } from '../lab.ts';

/** Returns the author's words in what a check shows, such as ` of 2 available`, without the names of fields and of Kubernetes. */
export function wordsOfActual({
  actual,
  probe,
  with: further,
}: Pick<Check, 'actual' | 'probe' | 'with'>): readonly string[] {
  if (actual === undefined) return [];
  try {
    return shownTexts(treeOf(environmentOf(probe, Object.keys(further)), actual)).filter((text) => word.test(text));
  } catch {
    // What cannot be parsed is a finding of its own.
    return [];
  }
}

const word = /(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])/;

/** The literals that become part of the text; what is only compared or looked up does not. */
function shownTexts(node: ASTNode): string[] {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string' ? [node.args] : [];
    case '+':
      return node.args.flatMap(shownTexts);
    case '?:':
      return node.args.slice(1).flatMap(shownTexts);
    case 'rcall': {
      const [name, receiver, given] = node.args;
      const shown = name === 'map' || name === 'orValue' || name === 'join' ? given.slice(-1) : [];
      return [receiver, ...shown].flatMap(shownTexts);
    }
    case 'call':
      return node.args[0] === 'string' ? node.args[1].flatMap(shownTexts) : [];
    default:
      return [];
  }
}
