import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGrader, type Grader, type GraderMemory, nodeParameters } from '@drydock/grader';
import { imageRefs, nodeImage } from '@drydock/images';
import { drawParameters, loadLabs } from '@drydock/lab';
import { createKindDriver } from '@drydock/sandbox';

/** A cluster of three nodes on which the labs of a test are set up, judged and reset, as those of an attempt are. */
export interface LabCluster extends AsyncDisposable {
  /** Opens a grader of one of the labs, which remembers what the one before it did. */
  open(lab: string): Promise<Grader>;
  /** The parameters of the grader that was opened last. */
  parameters(): Readonly<Record<string, string>>;
  reset(lab: string): Promise<void>;
  /** Runs a script as root on a node, and rejects when it fails. */
  on(node: string, script: string): Promise<string>;
  /** Runs a script as the student in the workspace. */
  inWorkspace(script: string): Promise<string>;
  kubectl(words: string): Promise<string>;
  stopRegistry(): Promise<void>;
}

const { signal } = new AbortController();

/** The text of a lab of one task with these checks: their ids, and their attributes beside `title` and `expected`. */
export function labPage(head: string, checks: Readonly<Record<string, string>>): string {
  const written = Object.entries(checks).map(([id, own]) => `<Check id="${id}" title="t" ${own} expected="e" />`);
  return `---
title: t
lesson: architecture/components
minutes: 1
profile: three-nodes
${head}objectives: [o]
---

<Task id="run" points={1} title="t">
${written.join('\n')}
</Task>

<Solution>

\`\`\`sh
true
\`\`\`

</Solution>
`;
}

/** Writes these files below `labs/`, with the translation of each lab and a solution, and makes the cluster. */
export async function openLabCluster(id: string, files: Readonly<Record<string, string>>): Promise<LabCluster> {
  const directory = await mkdtemp(join(tmpdir(), `drydock-${id}-`));
  for (const [file, content] of Object.entries(withTranslations(files))) {
    const path = join(directory, 'labs', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    if (content.startsWith('#!')) await chmod(path, 0o755);
  }
  const { labs, problems } = await loadLabs(join(directory, 'labs'));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const node = await nodeImage();
  const { workspace, registry } = imageRefs();
  const driver = createKindDriver({
    images: { node: node.ref, workspace: process.env['DRYDOCK_WORKSPACE_IMAGE'] ?? workspace, registry },
    kubeadm: { patches: node.kubeadmConfigPatches },
    runDirectory: join(directory, 'run'),
  });
  const sandbox = await driver.create(
    { id, profile: 'three-nodes', lifetime: 'process' },
    { signal, onStep: () => undefined },
  );
  let startedAt = new Date();
  let remembered: GraderMemory | undefined;
  let parameters: Readonly<Record<string, string>> = {};

  const cluster: LabCluster = {
    async open(name) {
      const lab = labs.get(name);
      if (!lab) throw new Error(`the lab ${name} was not read`);
      parameters = { ...drawParameters(lab), ...(await nodeParameters(lab, (part) => sandbox.node(part))) };
      return createGrader({
        lab,
        kubeconfig: await sandbox.kubeconfig('grader'),
        parameters,
        startedAt,
        node: (part) => sandbox.node(part),
        workspace: async () => sandbox.workspace(),
        registry: async () => sandbox.registry(),
        log: { warn: (details, message) => console.warn(message, details) },
        ...(remembered && { remembered }),
        onRemember: (memory) => {
          remembered = memory;
        },
      });
    },
    parameters: () => parameters,
    async reset(name) {
      const began = new Date();
      await using grader = await cluster.open(name);
      await grader.reset({ signal, onStep: () => undefined });
      startedAt = began;
    },
    async on(part, script) {
      const { exitCode, stdout, stderr } = await (await sandbox.node(part)).exec(['bash', '-c', script], { signal });
      if (exitCode !== 0) throw new Error(`${script}: ${stderr}`);
      return stdout.trim();
    },
    async inWorkspace(script) {
      const { stdout } = await sandbox.workspace().exec(['bash', '-c', script], { signal });
      return stdout.trim();
    },
    kubectl: (words) => cluster.on('control-plane', `kubectl --kubeconfig /etc/kubernetes/admin.conf ${words}`),
    stopRegistry: () => sandbox.registry().stop(),
    async [Symbol.asyncDispose]() {
      await driver.destroy(id);
      await rm(directory, { recursive: true, force: true });
    },
  };
  return cluster;
}

/** What decides about points is left out of a translation. */
function withTranslations(files: Readonly<Record<string, string>>): Record<string, string> {
  const all: Record<string, string> = { ...files };
  for (const [file, text] of Object.entries(files)) {
    if (!file.endsWith('/lab.mdx')) continue;
    all[`${dirname(file)}/lab.zh.mdx`] = text
      .replace(/lesson[^]*?(?=objectives)/, '')
      .replace(' points={1}', '')
      .replaceAll(/(?:list|http|node|resource)=.*(?=expected)/g, '');
    all[`${dirname(file)}/solution/solve.sh`] = 'true\n';
  }
  return all;
}
