import { type Openness, opennessOf } from './shell-openness.ts';

/** What a block of code types into a terminal. */
export interface CommandBlock {
  /** The commands as a shell takes them: without prompts, without what they print, without a last newline, so that nothing runs on its own. */
  readonly commands: string;
  /** Why a shell would not run them as they are shown, and in which line (from 0) of the block the command begins. */
  readonly flaw?: { readonly row: number; readonly openness: Openness };
}

const shells = new Set(['bash', 'sh', 'shell', 'zsh', 'shellscript']);
const sessions = new Set(['console', 'shellsession', 'shell-session', 'sh-session', 'bash-session']);

/** `$ `, `student@workspace:~$ `, `[root@node ~]# `, `bash-5.2$ `, `/ # `. */
const prompt = /^(?:[\w.-]+@[\w.-]+[^\n$#%]{0,60}|\[[^\]\n]+\]|(?:ba|z|da|a)?sh-[\d.]+|[~/][\w./~-]* )?\$(?: (.*))?$/;
const rootPrompt = /^(?:[\w.-]+@[\w.-]+[^\n$#%]{0,60}|\[[^\]\n]+\]|(?:ba|z|da|a)?sh-[\d.]+|[~/][\w./~-]* )#(?: (.*))?$/;
const bareRoot = /^[#%](?: (.*))?$/;

/** Reads the commands of a block; undefined when it has no commands: another language, or only a program's output. */
export function readCommands(language: string, code: string): CommandBlock | undefined {
  const isSession = sessions.has(language);
  if (!isSession && !shells.has(language)) return undefined;
  const lines = code.replaceAll(/\r\n?/g, '\n').split('\n');
  const first = lines.find((line) => line.trim() !== '' && (isSession || !/^\s*#/.test(line)));
  if (isSession || (first !== undefined && typedAt(first, false) !== undefined)) return readSession(lines, isSession);
  const commands = lines.join('\n').trimEnd();
  if (commands === '') return undefined;
  const openness = opennessOf(commands);
  return { commands, ...(openness && { flaw: { row: 0, openness } }) };
}

/** Returns the text after the prompt of a line; undefined for a line without a prompt. */
function typedAt(line: string, isRootBare: boolean): string | undefined {
  const match = prompt.exec(line) ?? rootPrompt.exec(line) ?? (isRootBare ? bareRoot.exec(line) : null);
  return match ? (match[1] ?? '') : undefined;
}

function readSession(lines: readonly string[], isSession: boolean): CommandBlock | undefined {
  // `# ` alone is a prompt where nothing else is, and a comment elsewhere.
  const isRootBare = isSession && lines.every((line) => typedAt(line, false) === undefined);
  const commands: string[] = [];
  let flaw: CommandBlock['flaw'];
  for (let row = 0; row < lines.length;) {
    const typed = typedAt(lines[row] ?? '', isRootBare);
    if (typed === undefined || typed.trim() === '') {
      row += 1;
      continue;
    }
    const { command, rows } = whole(typed, lines.slice(row + 1), isRootBare);
    const openness = opennessOf(command);
    if (openness && !flaw) flaw = { row, openness };
    commands.push(command.trimEnd());
    row += 1 + rows;
  }
  return commands.length === 0 ? undefined : { commands: commands.join('\n'), ...(flaw && { flaw }) };
}

/** A command with the lines that belong to it, which a shell asks for with `> ` and many pages show without. */
function whole(first: string, rest: readonly string[], isRootBare: boolean): { command: string; rows: number } {
  if (opennessOf(first) === undefined) return { command: first, rows: 0 };
  const isAsked = /^>(?: |$)/.test(rest[0] ?? '');
  const asked = isAsked ? goOn(first, rest, (line) => (/^>(?: |$)/.test(line) ? line.slice(2) : undefined)) : undefined;
  const isHeredoc = opennessOf(first)?.why === 'heredoc';
  const shown = (line: string): string | undefined =>
    !isHeredoc && typedAt(line, isRootBare) !== undefined ? undefined : line;
  return asked ?? goOn(first, rest, shown) ?? { command: first, rows: 0 };
}

/** Adds lines until the command is whole; undefined when it never is, or a line is not one of its. */
function goOn(
  first: string,
  rest: readonly string[],
  take: (line: string) => string | undefined,
): { command: string; rows: number } | undefined {
  let command = first;
  for (const [index, line] of rest.entries()) {
    const taken = take(line);
    if (taken === undefined) return undefined;
    command += `\n${taken}`;
    if (opennessOf(command) === undefined) return { command, rows: index + 1 };
  }
  return undefined;
}
