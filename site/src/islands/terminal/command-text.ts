/** What a shell block types into a terminal: without prompts, comments at its end or a last newline, so that nothing runs by itself. */
export function commandText(code: string): string {
  const lines = code.replace(/\r\n?/g, '\n').split('\n');
  const hasPrompts = lines.some((line) => /^\s*[$#%] \S/.test(line)) && lines.some((line) => line.startsWith('$ '));
  const commands = hasPrompts ? lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2)) : lines;
  return commands.join('\n').replace(/\s+$/, '');
}
