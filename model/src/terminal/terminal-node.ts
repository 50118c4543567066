/** Returns the node whose shell a terminal of the kind `node` is, by its name: worker2 for `worker2-1`. Undefined for `node-1`, that of the only node. */
export function nodeOfTerminal(terminal: string): string | undefined {
  const node = terminal.replace(/-\d+$/, '');
  return node === 'node' ? undefined : node;
}
