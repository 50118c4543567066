import { existsSync } from 'node:fs';
import type { Language, TerminalKind } from '@drydock/model';
import type { PtyCommand } from './pty.ts';

export type ChooseShell = (kind: TerminalKind, language: Language) => PtyCommand;

/** What the student's shells are started with; everything else of the agent's environment stays out. */
const passedOn = ['PATH', 'KUBECONFIG', 'TZ'];
const zhLocales = ['/usr/lib/locale/zh_CN.utf8', '/usr/lib/locale/locale-archive'];

/**
 * The shells of a workspace: a login bash, or `node-shell`, as the unprivileged user `student`, without capabilities and without a way to gain any.
 * Chinese is offered where the locale exists.
 */
export function createStudentShell(environment: Readonly<Record<string, string | undefined>>): ChooseShell {
  const home = '/home/student';
  const drop = ['--reuid', 'student', '--regid', 'student', '--init-groups', '--inh-caps=-all', '--no-new-privs'];
  const kept = Object.fromEntries(passedOn.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  return (kind, language) => ({
    file: 'setpriv',
    args: [...drop, '--', ...(kind === 'node' ? ['node-shell'] : ['bash', '-l'])],
    cwd: existsSync(home) ? home : '/',
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      ...kept,
      ...locale(language),
      HOME: home,
      USER: 'student',
      LOGNAME: 'student',
      SHELL: '/bin/bash',
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
    },
  });
}

function locale(language: Language): Record<string, string> {
  if (language !== 'zh') return { LANG: 'C.UTF-8' };
  return { LANG: zhLocales.some((path) => existsSync(path)) ? 'zh_CN.UTF-8' : 'C.UTF-8', LANGUAGE: 'zh_CN:zh' };
}
