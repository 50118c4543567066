import type { Lab } from '@drydock/lab';

const text = (en: string) => ({ en, zh: `${en}（中）` });
const check = (task: string, id: string, hints: readonly string[] = []): Lab['tasks'][number]['checks'][number] => ({
  id,
  task,
  title: text(id),
  expected: text(`${id} is right`),
  probe: { kind: 'node', file: '/etc/hostname' },
  with: {},
  withinMs: 0,
  holdMs: 0,
  isFresh: false,
  isOriginal: false,
  isOnce: false,
  needs: [],
  hints: hints.map(text),
});

/** A lab of two tasks and five points, for tests against a simulated sandbox. */
export const testLab: Lab = {
  id: 'memory-limit',
  directory: '/nowhere',
  title: text('Stay inside the limit'),
  lesson: 'resources/memory',
  minutes: 15,
  profile: 'one-node',
  nodeShell: false,
  registry: false,
  reset: 'in-place',
  alone: false,
  parameters: { token: 'random8' },
  objectives: [],
  cleanup: { objects: [], files: [] },
  tasks: [
    {
      id: 'limits',
      points: 2,
      title: text('Limits'),
      checks: [check('limits', 'request', ['Look at {{token}}', 'Look again'])],
    },
    { id: 'usage', points: 3, title: text('Usage'), checks: [check('usage', 'memory'), check('usage', 'running')] },
  ],
  solution: {
    en: 'Say **{{token}}**:\n\n```sh\necho {{token}} <b>\n```\n\n<script>alert(1)</script>',
    zh: '输出 **{{token}}**：\n\n```sh\necho {{token}} <b>\n```',
  },
};
