import { stripVTControlCharacters } from 'node:util';

/** The names of one sandbox that no student will see, in the order in which they are written in another way. */
export interface SandboxNames {
  readonly id: string;
  /** In the order of the cluster: the control plane first. */
  readonly nodes: readonly string[];
}

/**
 * Writes what a cell printed with neutral names: nodes are `node-1` and so on, the sandbox is `playground`. Colours are gone, and of a line that was written over the
 * last text stays.
 */
export function neutralOutput(text: string, { id, nodes }: SandboxNames): string {
  const names = nodes.map((name, index) => [name, `node-${index + 1}`] as const);
  // `…-worker` is the beginning of `…-worker2`.
  const inOrder = [...names].toSorted(([a], [b]) => b.length - a.length);
  let neutral = stripVTControlCharacters(text).replaceAll('\r\n', '\n');
  neutral = neutral.replaceAll(/[^\n]*\r(?!\n)/g, '');
  for (const [name, as] of [...inOrder, [`drydock-${id}`, 'playground'] as const, [id, 'playground'] as const])
    neutral = neutral.replaceAll(name, as);
  // kubectl says so at random when a watch or a discovery is asked again.
  neutral = neutral.replaceAll(/^[IWE]\d{4} [\d:.]+ +\d+ (?:memcache|reflector)\.go:\d+\] .*\n?/gm, '');
  return neutral.trimEnd();
}
