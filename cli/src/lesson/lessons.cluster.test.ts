import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { proofRecipes } from '@drydock/images';
import { loadLessons } from '@drydock/lab';
import { languages } from '@drydock/model';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { driverOf } from '../setup/driver.ts';
import { type Classrooms, openClassrooms } from './classrooms.ts';
import { openLessonKeys } from './keys.ts';
import type { LessonProof } from './proof.ts';
import { proveLessons } from './prove-lessons.ts';
import { describeLesson } from './report.ts';

// A busy machine needs minutes for a cluster and the cells of two rounds.
vi.setConfig({ testTimeout: 900_000 });

/** What every lesson here does: a Pod in a namespace, watched, asked, and removed. */
const good = `\`\`\`sh cell
kubectl create namespace kitchen
spice=pepper
\`\`\`

\`\`\`output
namespace/kitchen created
\`\`\`

\`\`\`yaml cell file="soup.yaml"
apiVersion: v1
kind: Pod
metadata:
  name: soup
  namespace: kitchen
spec:
  containers:
    - name: pot
      image: course.local/busybox:1.37
      command: [sh, -c, "while true; do echo stir; sleep 1; done"]
\`\`\`

\`\`\`sh cell
kubectl apply -f soup.yaml && kubectl wait -n kitchen pod/soup --for=condition=Ready
kubectl get pod soup -n kitchen -o wide
echo "with $spice"
\`\`\`

\`\`\`output
pod/soup created
pod/soup condition met
NAME   READY   STATUS    RESTARTS   AGE   IP            NODE     NOMINATED NODE   READINESS GATES
soup   1/1     Running   0          7s    10.244.0.77   node-1   <none>           <none>
with pepper
\`\`\`

\`\`\`sh cell timeout=4
kubectl logs -f soup -n kitchen
\`\`\`

\`\`\`output
stir
…
\`\`\`

\`\`\`sh cell exit=1
kubectl get pod salad -n kitchen
\`\`\`

\`\`\`output
Error from server (NotFound): pods "salad" not found
\`\`\`
`;
const cleanUp = '\n```sh cell\nkubectl delete namespace kitchen\n```\n';
const head = '---\ntitle: Soup\n---\n\nOnce upon a time.\n\n';

let content: string;
let rooms: Classrooms;
const stop = new AbortController();

async function prove(text: string): Promise<LessonProof> {
  for (const language of languages) {
    const file = join(content, language, 'kitchen/soup.mdx');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, head + text);
  }
  const [proof] = await proveLessons((await loadLessons(content)).lessons, {
    content,
    keyOf: openLessonKeys(await proofRecipes()),
    run: (lesson, profile, compared) => rooms.run(lesson, profile, compared),
    jobs: 1,
    isFresh: true,
    isUpdating: false,
    isKeeping: false,
    compared: languages,
  });
  if (!proof) throw new Error('the lesson was not run');
  return proof;
}

beforeAll(async () => {
  content = await mkdtemp(join(tmpdir(), 'content-'));
  const driver = await driverOf(join(content, 'run'));
  rooms = openClassrooms({ driver, isFresh: false, signal: stop.signal, onStep: () => () => undefined });
});
afterAll(async () => {
  await rooms[Symbol.asyncDispose]();
  await rm(content, { recursive: true, force: true });
});

test('a lesson whose cells print what is shown, and that leaves nothing, is proved, again in the same sandbox', async () => {
  for (const round of [1, 2]) {
    const proof = await prove(good + cleanUp);
    expect(describeLesson(proof), `round ${round}`).toMatch(/^✓ kitchen\/soup: 6 cells \([^)]*\)$/);
    expect(proof.cells.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, null, 1, 0]);
  }
});

test('an output that was changed by hand is red, with a diff of both languages', async () => {
  const proof = await prove(good.replace('1/1     Running', '0/1     Pending') + cleanUp);
  expect(proof).toMatchObject({ ok: false, left: [] });
  expect(proof.cells.map(({ ok }) => ok)).toEqual([true, true, false, true, true, true]);
  expect(describeLesson(proof).split('\n').slice(1)).toEqual([
    '  cell 3, content/en/kitchen/soup.mdx:29: kubectl apply -f soup.yaml && kubectl wait -n kitchen pod/soup --for=condition=Ready',
    ...['en', 'zh'].flatMap((language) => [
      `    content/${language}/kitchen/soup.mdx:35 (${language}): - expected, + found`,
      '      pod/soup created',
      '      pod/soup condition met',
      '      NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES',
      '    - soup 0/1 Pending 0 ‹age› ‹ip› node-1 <none> <none>',
      '    + soup 1/1 Running 0 ‹age› ‹ip› node-1 <none> <none>',
      '      with pepper',
    ]),
  ]);
});

test('a cell that does not end as it must is red, and the cells behind it are not run', async () => {
  const proof = await prove(`${good.replace('exit=1', 'exit=2')}${cleanUp}`);
  expect(describeLesson(proof)).toContain(
    'It ended with code 1, not with 2. Write exit=1 behind cell if that is meant.',
  );
  expect(describeLesson(proof)).toContain('Cells that were not run: 1');
});

test('what a lesson leaves is named', async () => {
  const proof = await prove(`${good}\n\`\`\`sh cell\ntouch ~/notes.txt\nkubectl label node --all taste=good\n\`\`\`\n`);
  expect(proof.ok).toBe(false);
  expect(proof.left).toContain('Namespace kitchen');
  expect(proof.left).toContain('file ~/notes.txt');
  expect(proof.left).toContainEqual(expect.stringMatching(/^node .* label taste=good/));
  expect(describeLesson(proof)).toContain('left over: Namespace kitchen');
});
