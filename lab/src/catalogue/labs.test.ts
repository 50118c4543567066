import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadLabs } from './labs.ts';
import { Glossary } from '../lesson/glossary.ts';
import { drawParameters } from '../parameters.ts';
import { formatProblem } from '../problem.ts';

const root = new URL('../../..', import.meta.url).pathname;

test('every lab of the course is free of findings, in both languages, with images, lessons and words of the course', async () => {
  const versions = JSON.parse(await readFile(join(root, 'images/versions.json'), 'utf8')) as {
    lab: Record<string, string>;
  };
  const course = JSON.parse(await readFile(join(root, 'content/course.json'), 'utf8')) as {
    modules: { id: string; lessons: { id: string }[] }[];
  };
  const lessons = new Set(
    course.modules.flatMap((module) => module.lessons.map((lesson) => `${module.id}/${lesson.id}`)),
  );
  const glossary = Glossary.parse(JSON.parse(await readFile(join(root, 'content/glossary.json'), 'utf8')));
  const { labs, problems } = await loadLabs(join(root, 'labs'), { images: versions.lab, lessons, glossary });
  expect(problems.map(formatProblem)).toEqual([]);
  expect([...labs.keys()]).toEqual(expect.arrayContaining(['memory-limit', 'pv-pvc-nginx']) as string[]);
});

test('the files beside the pages are checked too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labs-'));
  try {
    await mkdir(join(folder, 'x-lab', 'mutants', 'limt-wrong'), { recursive: true });
    await writeFile(
      join(folder, 'x-lab', 'lab.mdx'),
      '---\ntitle: t\nlesson: a/b\nminutes: 1\nobjectives: [o]\n---\n\nUse course.local/ngnix:1.\n\n<Task id="a" points={1} title="t">\n<Check id="limit" title="t" resource="v1/Node n" expected="e" />\n</Task>\n\n<Solution>\n\n```sh\ntrue\n```\n\n</Solution>\n',
    );
    const { labs, problems } = await loadLabs(folder, { images: { nginx: '1.26' }, lessons: new Set(['a/c']) });
    expect(labs.size).toBe(0);
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^labs\/x-lab\/lab\.mdx:8:5 There is no lab image ngnix\. Write nginx, or end/) as string,
      'labs/x-lab/lab.mdx:3:1 The course has no lesson a/b. Did you mean a/c?',
      expect.stringContaining('labs/x-lab/lab.zh.mdx:1:1 The lab is not translated') as string,
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a lab without a near miss is a finding, with the name of one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labs-'));
  try {
    await cp(join(root, 'labs', 'memory-limit'), join(folder, 'memory-limit'), { recursive: true });
    await rm(join(folder, 'memory-limit', 'mutants'), { recursive: true });
    const { problems } = await loadLabs(folder);
    expect(problems.map(formatProblem)).toEqual([
      'labs/memory-limit/lab.mdx:1:1 The lab has no near miss: nothing shows that a check sees a mistake. Write mutants/request-<what>/solution.sed, an edit of the solution that must fail this check.',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a misspelt parameter is found in set-up and scripts, where templates of other tools are left alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labs-'));
  try {
    const lab = join(folder, 'liveness-http');
    await cp(join(root, 'labs', 'liveness-http'), lab, { recursive: true });
    await writeFile(
      join(lab, 'setup', 'page.yaml'),
      'apiVersion: v1\nkind: ConfigMap\ndata: { page: "{{page}} {{tken}}" }\n',
    );
    await writeFile(
      join(lab, 'mutants', 'probe+restarted-of-tcp', 'solution.sed'),
      "s/8080/{{tokn}}/\ns/set -eu/kubectl get pods -o go-template='{{range .items}}{{end}}'/\n",
    );
    const { problems } = await loadLabs(folder);
    expect(problems.map(formatProblem)).toEqual([
      expect.stringContaining(
        'mutants/probe+restarted-of-tcp/solution.sed:1:8 {{tokn}} is not a parameter of this lab.',
      ) as string,
      expect.stringContaining(
        'setup/page.yaml:3:25 {{tken}} is not a parameter of this lab. Did you mean {{token}}?',
      ) as string,
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('parameters are drawn again', async () => {
  const { labs } = await loadLabs(join(root, 'labs'));
  const lab = labs.get('pv-pvc-nginx');
  if (!lab) throw new Error('the lab is gone');
  const [one, other] = [drawParameters(lab), drawParameters(lab)];
  expect(one['token']).toMatch(/^[a-z2-9]{8}$/);
  expect(one['token']).not.toBe(other['token']);
});

test('a check that no near miss must fail is a finding, and one near miss may be for several', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labs-'));
  try {
    const lab = join(folder, 'memory-limit');
    await cp(join(root, 'labs', 'memory-limit'), lab, { recursive: true });
    const mutants = join(lab, 'mutants');
    for (const name of await readdir(mutants))
      if (name.startsWith('usage-')) await rm(join(mutants, name), { recursive: true });
    const found = async (): Promise<string[]> => (await loadLabs(folder)).problems.map(formatProblem);
    expect(await found()).toEqual([
      expect.stringMatching(
        /lab\.mdx:\d+:3 No near miss must fail usage: .* Write mutants\/usage-<what>\/solution\.sed/,
      ),
    ]);
    await cp(join(mutants, 'request+qos-left-out'), join(mutants, 'request+usage-left-out'), { recursive: true });
    expect(await found()).toEqual([]);
    await cp(join(mutants, 'request+qos-left-out'), join(mutants, 'requst+usage-left-out'), { recursive: true });
    expect(await found()).toEqual([
      expect.stringContaining('The mutant requst+usage-left-out names no check of the lab.'),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a further solution that changes nothing, or is written twice, is a finding, and its manifests are read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labs-'));
  try {
    const lab = join(folder, 'memory-limit');
    await cp(join(root, 'labs', 'memory-limit'), lab, { recursive: true });
    await writeFile(join(lab, 'solution', 'same.sed'), 's/nothing/at all/\n');
    await writeFile(join(lab, 'solution', 'broken.sed'), 's/100Mi/1Gi/\ns/web\n');
    await writeFile(join(lab, 'solution', 'twice.sed'), 's/100Mi/104857600/\n');
    await writeFile(
      join(lab, 'solution', 'twice.sh'),
      "kubectl apply -f - <<'EOF'\napiVersion: v1\nkind: Pod\nspec:\n  contianers: []\nEOF\n",
    );
    const { problems } = await loadLabs(folder);
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(
        /solution\/broken\.sed:2:1 solution\/broken\.sed: sed: .* Write one edit a line, as in s/,
      ) as string,
      expect.stringContaining(
        'solution/same.sed:1:1 solution/same.sed changes nothing in solution/solve.sh.',
      ) as string,
      expect.stringContaining('solution/twice:1:1 solution/twice has both a twice.sh and a twice.sed.') as string,
      expect.stringContaining('solution/twice.sh:5:3 PodSpec has no field contianers') as string,
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
