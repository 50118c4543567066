import type { Words } from '@drydock/model';

/** The words around those of the kubelet in a container's state. */
export interface StateWords {
  readonly between: string;
  readonly running: string;
  readonly waiting: string;
  readonly restarts: (count: number) => string;
  readonly before: (state: string) => string;
  readonly exitCode: (code: string) => string;
}

const state: StateWords = {
  between: ', ',
  running: 'running',
  waiting: 'waiting',
  restarts: (count) => (count === 1 ? '1 restart' : `${count} restarts`),
  before: (before) => `before: ${before}`,
  exitCode: (code) => `exit code ${code}`,
};

const texts = {
  loading: 'Loading it',
  times: (count: number) => ` (${count}×)`,
  slowExpression: (part: string, seconds: number) =>
    `Evaluating ${part} takes longer than ${seconds} s: there is too much to go through.`,
  expressionFailed: (reason: string) => reason,
  askedTooMuch: (limit: number) => `asked for more than ${limit} things at once`,
  failed: (reason: string) => `failed: ${reason}`,
  outOfMemory: (mebibytes: number) => `used more than ${mebibytes} MiB of memory`,
  crashed: (reason: string) => `crashed: ${reason}`,
  fileInPod: (path: string, pod: string) => `${path} in ${pod}`,
  repository: (name: string) => `Repository ${name} of the registry`,
  onNode: (what: string, node: string | undefined) => `${what} on ${node === undefined ? 'the node' : `node ${node}`}`,
  ranOnNode: (command: string | undefined, node: string | undefined) => {
    const place = node === undefined ? 'the node' : `node ${node}`;
    return command === undefined ? place.replace(/^./, (first) => first.toUpperCase()) : `“${command}” on ${place}`;
  },
  exited: (code: number) => `ended itself with exit code ${code}`,
};

/** The lab language's messages to students, in English. */
export const en = {
  state,
  texts,
  codeFailed: (subject: string, what: string): Words => ({
    message: `${subject} ${what.replace(/\.$/, '')}.`,
    fix: 'Look at checks.ts: `npx tsc -p labs` finds wrong types, and `npx drydock lab test` tries it on a cluster.',
  }),
  codeSlow: (subject: string, seconds: number): Words => ({
    message: `${subject} took longer than ${seconds} s.`,
    fix: 'Check again.',
  }),
};
