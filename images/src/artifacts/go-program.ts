import { copyFile, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { z } from 'zod';
import { filesArtifact, type BuildContext, type FilesArtifact } from '../artifact.ts';
import { matchesTag } from '../versions/debian-version.ts';
import { imagesPath } from '../folder.ts';
import { filesOf } from '../recipe.ts';
import { versions } from '../versions/versions.ts';

interface GoProgram {
  readonly id: string;
  readonly title: string;
  /** Linker settings `package.variable=value`: the version that the program reports. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Names of the built files where the package's own name is not telling. */
  readonly rename?: Readonly<Record<string, string>>;
  /** A file of a module whose content is the version that a program is given. */
  readonly told?: { readonly module: string; readonly file: string; readonly version: string };
}

/** What Go is told for static programs of this machine's pinned modules alone. */
export const goEnvironment = { CGO_ENABLED: '0', GOOS: 'linux', GOWORK: 'off' };

/** The static programs of one `go/<id>/go.mod`: each package of its `tool` list, compiled from pinned modules. */
function goProgram(program: GoProgram): FilesArtifact {
  const folder = imagesPath(`go/${program.id}`);
  const settings = Object.entries(program.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...settings].join(' ')];
  return filesArtifact({
    id: `go-${program.id}`,
    title: `Compile ${program.title}`,
    lane: 'compile',
    recipe: { module: filesOf(folder), flags, environment: goEnvironment, rename: program.rename ?? {} },
    build: async (context, out) => {
      if (program.told !== undefined) await checkTold(context, folder, program.told);
      const compiled = join(context.scratch, 'bin');
      await context.run('go', ['build', ...flags, '-o', `${compiled}/`, 'tool'], { cwd: folder, env: goEnvironment });
      for (const name of await readdir(compiled)) {
        await copyFile(join(compiled, name), join(out, program.rename?.[name] ?? name));
      }
    },
  });
}

/** What `go mod download -json` says. */
const Downloaded = z.object({ Dir: z.string() });

async function checkTold(context: BuildContext, cwd: string, told: NonNullable<GoProgram['told']>): Promise<void> {
  // Nothing is on a fresh machine yet, and `go list` names no folder of a module that is not.
  const answer = await context.run('go', ['mod', 'download', '-json', told.module], { cwd, env: goEnvironment });
  const { Dir: module } = Downloaded.parse(JSON.parse(answer));
  const found = (await readFile(join(module, told.file), 'utf8')).trim();
  if (matchesTag(found, told.version)) return;
  throw new CourseError(
    'build_failed',
    `${told.module}/${told.file} says ${found}, but images/versions.json says ${told.version}.`,
    `Write ${found} into images/versions.json.`,
  );
}

const [major = '', minor = ''] = versions.kubernetes.split('.');
/** Returns the linker settings by which a part of Kubernetes knows its version. */
export const kubernetesVersion = (variablePackage: string): Record<string, string> => ({
  [`${variablePackage}.gitVersion`]: `v${versions.kubernetes}`,
  [`${variablePackage}.gitMajor`]: major,
  [`${variablePackage}.gitMinor`]: minor,
  [`${variablePackage}.gitTreeState`]: 'clean',
});

/** Every Go program of the images. */
export const goPrograms = {
  kubernetes: goProgram({
    id: 'kubernetes',
    title: `Kubernetes ${versions.kubernetes}`,
    variables: {
      ...kubernetesVersion('k8s.io/component-base/version'),
      ...kubernetesVersion('k8s.io/client-go/pkg/version'),
      'main.Version': versions.lab.agnhost,
    },
    told: { module: 'k8s.io/kubernetes', file: 'test/images/agnhost/VERSION', version: versions.lab.agnhost },
  }),
  etcd: goProgram({
    id: 'etcd',
    title: `etcd ${versions.etcd}`,
    rename: { server: 'etcd' },
  }),
  networkPolicies: goProgram({
    id: 'network-policies',
    title: `kube-network-policies ${versions.networkPolicies}`,
    rename: { cmd: 'kube-network-policies' },
  }),
  crictl: goProgram({
    id: 'crictl',
    title: `crictl ${versions.crictl}`,
    variables: { 'sigs.k8s.io/cri-tools/pkg/version.Version': versions.crictl },
  }),
  coredns: goProgram({ id: 'coredns', title: `CoreDNS ${versions.coredns}` }),
  metricsServer: goProgram({
    id: 'metrics-server',
    title: `metrics-server ${versions.metricsServer}`,
    variables: { 'k8s.io/client-go/pkg/version.gitVersion': `v${versions.metricsServer}` },
  }),
  localPathProvisioner: goProgram({
    id: 'local-path-provisioner',
    title: `local-path-provisioner ${versions.localPathProvisioner}`,
    variables: { 'main.VERSION': `v${versions.localPathProvisioner}` },
  }),
  registry: goProgram({
    id: 'registry',
    title: `the registry ${versions.registry}`,
    variables: { 'github.com/distribution/distribution/v3/version.version': `v${versions.registry}` },
  }),
};
