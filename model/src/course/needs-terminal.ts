import { readShellCommands, type ShellCommand } from './shell-commands.ts';

/** Programs that have a screen of their own. */
const fullScreen = new Set(['vi', 'vim', 'view', 'nano', 'less', 'more', 'top', 'htop', 'watch', 'k9s', 'ssh', 'tmux']);
const shells = new Set(['bash', 'sh']);
/** Words before a command that are none themselves. */
const leads = new Set(['if', 'then', 'do', 'else', 'elif', 'while', 'until', '!', '{', 'time']);
/** Programs that run another, with options before it. */
const wrappers = new Set(['command', 'exec', 'sudo', 'env', 'nohup', 'nice', 'timeout']);
/** Options of kubectl whose value is a word of its own. */
const withValue = new Set([
  '-n',
  '--namespace',
  '--context',
  '--kubeconfig',
  '--cluster',
  '--user',
  '--as',
  '-s',
  '--server',
]);
const withTty = new Set(['exec', 'run', 'attach', 'debug']);

/**
 * Says whether a cell asks for a terminal: an editor, a pager or another program with a screen of its own, `kubectl edit`, `kubectl exec`
 * and the like with a TTY, or a shell to type into. What is in quotes, heredocs and comments does not count.
 */
export function needsTerminal(source: string): boolean {
  return readShellCommands(source.replaceAll(/\r\n?/g, '\n')).some(asksForTerminal);
}

function asksForTerminal({ words, hasInput }: ShellCommand): boolean {
  const [path = '', ...args] = unwrapped(words);
  const name = path.split('/').at(-1) ?? '';
  if (name === 'top') return !args.some((word) => /^-\w*b/.test(word));
  if (fullScreen.has(name)) return true;
  if (shells.has(name)) return !hasInput && args.every((word) => /^-(?:-|[^cs]+$)/.test(word));
  return (name === 'kubectl' || name === 'k') && asksKubectl(args);
}

/** A command without what comes before it: keywords, assignments, and programs that run it. */
function unwrapped(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  if (words.length === 0) return [];
  if (leads.has(first) || /^\w+\+?=/.test(first)) return unwrapped(rest);
  if (!wrappers.has(first)) return words;
  if (first === 'command' && /^-[vV]/.test(rest[0] ?? '')) return [];
  const begin = rest.findIndex(
    (word) => !word.startsWith('-') && !(first === 'timeout' && /^[\d.]+[smhd]?$/.test(word)),
  );
  return begin < 0 ? [] : unwrapped(rest.slice(begin));
}

function asksKubectl(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const verb = own.find((word, index) => !word.startsWith('-') && !withValue.has(own[index - 1] ?? ''));
  if (verb === 'edit') return true;
  return withTty.has(verb ?? '') && own.some((word) => /^(?:-[itq]*t[itq]*|--tty(?:=true)?)$/.test(word));
}
