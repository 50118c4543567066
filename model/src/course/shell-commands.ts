import { endOfBodies, heredocAt, wordAt } from './shell-openness.ts';

/** A simple command of a shell text: its words without quotes, redirections left out. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Something else than the terminal is its standard input: a file, a heredoc, or a command before it. */
  readonly hasInput: boolean;
}

const redirection = /^\d*(?:<<<|<>|[<>]&|>>|>\||&>>?|[<>])/;
const separator = /^(?:\n|;;?&?|&&|\|\||\|&?|&)/;

/** Reads the simple commands of a shell text in order; what is in quotes, heredocs and comments is none, nor what is in a substitution. */
export function readShellCommands(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const bodies: { word: string; isDashed: boolean }[] = [];
  let words: string[] = [];
  let hasInput = false;
  let isTarget = false;
  let depth = 0;
  const close = (isPiped = false): void => {
    if (words.length > 0) commands.push({ words, hasInput });
    [words, hasInput, isTarget] = [[], isPiped, false];
  };
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const heredoc = heredocAt(rest);
    const sign = separator.exec(rest)?.[0];
    const redirected = redirection.exec(rest)?.[0];
    if (rest[0] === '\n' && bodies.length > 0) {
      const end = endOfBodies(text, at + 1, bodies);
      if (typeof end !== 'number') break;
      bodies.length = 0;
      at = end;
      close();
    } else if (/^[ \t]/.test(rest)) at += 1;
    else if (rest.startsWith('\\\n')) at += 2;
    else if (rest[0] === '#') at += /^[^\n]*/.exec(rest)?.[0].length ?? 1;
    else if (heredoc) {
      bodies.push(heredoc);
      hasInput = true;
      at += heredoc.length;
    } else if (redirected !== undefined) {
      hasInput ||= redirected.includes('<');
      isTarget = true;
      at += redirected.length;
    } else if (sign !== undefined) {
      close(/^\|&?$/.test(sign));
      at += sign.length;
    } else if (rest[0] === '(') {
      // Behind a word it begins a function, whose name is no command.
      words = [];
      depth += 1;
      at += 1;
    } else if (rest[0] === ')') {
      // Without its other half it ends a pattern of `case`.
      if (depth === 0) words = [];
      depth = Math.max(0, depth - 1);
      close();
      at += 1;
    } else {
      const end = wordAt(text, at);
      const word = text.slice(at, typeof end === 'number' ? end : undefined);
      if (!isTarget) words.push(word.replaceAll(/['"\\]/g, ''));
      isTarget = false;
      at += word.length;
    }
  }
  close();
  return commands;
}
