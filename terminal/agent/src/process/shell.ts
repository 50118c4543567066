import { existsSync } from 'node:fs';
import { type Language, nodeOfTerminal, type TerminalKind } from '@drydock/model';
import type { PtyCommand } from './pty.ts';

export type ChooseShell = (kind: TerminalKind, language: Language, terminal: string) => PtyCommand;

/** What the student's shells are started with; everything else of the agent's environment stays out. */
const passedOn = ['PATH', 'KUBECONFIG', 'TZ'];
const zhLocales = ['/usr/lib/locale/zh_CN.utf8', '/usr/lib/locale/locale-archive'];

const home = '/home/student';
/** As the unprivileged user `student`, without capabilities and without a way to gain any. */
const asStudent = [
  '--reuid',
  'student',
  '--regid',
  'student',
  '--init-groups',
  '--inh-caps=-all',
  '--no-new-privs',
  '--',
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The shells of a workspace's terminals: a login bash, or `node-shell`, as the student. Chinese is offered where the locale exists. */
export function createStudentShell(environment: Environment): ChooseShell {
  return (kind, language, terminal) => ({
    file: 'setpriv',
    args: [...asStudent, ...(kind === 'node' ? nodeShell(terminal) : ['bash', '-l'])],
    cwd: existsSync(home) ? home : '/',
    env: { ...studentEnvironment(environment), ...locale(language) },
  });
}

/** The shell of the node after which a terminal is named. */
function nodeShell(terminal: string): readonly string[] {
  const node = nodeOfTerminal(terminal);
  return node === undefined ? ['node-shell'] : ['node-shell', node];
}

/** The shell of a lesson's cells: an interactive bash that edits no lines, as the student, and in English wherever the student is, so that outputs compare. */
export function createCellShell(environment: Environment): PtyCommand {
  return {
    file: 'setpriv',
    args: [...asStudent, 'bash', '--noediting', '-i'],
    cwd: existsSync(home) ? home : '/',
    env: { ...studentEnvironment(environment), ...locale('en') },
  };
}

function studentEnvironment(environment: Environment): Record<string, string> {
  const kept = Object.fromEntries(passedOn.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    ...kept,
    HOME: home,
    USER: 'student',
    LOGNAME: 'student',
    SHELL: '/bin/bash',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
  };
}

function locale(language: Language): Record<string, string> {
  if (language !== 'zh') return { LANG: 'C.UTF-8' };
  return { LANG: zhLocales.some((path) => existsSync(path)) ? 'zh_CN.UTF-8' : 'C.UTF-8', LANGUAGE: 'zh_CN:zh' };
}
