import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { commandFailed, docker, run, tryRun } from '@drydock/host';
import { type CourseError, quoteCause, type SandboxProfile } from '@drydock/model';
import type { Cancellable, RegistryAccess, RegistryContent } from '../../../driver.ts';
import { clusterName, containerName, labelArguments, registryPart, workspacePart } from '../names.ts';
import { nodeContainers } from '../nodes.ts';
import { type DockerSettings, layersDirectory, registryDirectory } from '../settings.ts';
import { onNode, tryOnNode } from './on-node.ts';
import { withoutProxy } from '../proxy.ts';
import { boundedLog } from './registry-log.ts';
import { shareLayer } from './shared-layers.ts';
import { readParts } from '../survey.ts';
import { removeContainer } from '../remove-container.ts';
import { fail } from '../../../text/fail.ts';

const name = 'registry.course.local';
const host = `${name}:5000`;

/** Nothing can be put into it over the network, so what it gives out is what it was started with. */
const configuration = (hasAccount: boolean): string => `version: 0.1
log: { accesslog: { disabled: false }, level: warn }
storage:
  filesystem: { rootdirectory: /registry/storage }
  maintenance: { readonly: { enabled: true }, uploadpurging: { enabled: false } }
http: { addr: ":5000" }
${hasAccount ? 'auth: { htpasswd: { realm: course, path: /registry/htpasswd } }\n' : ''}`;
/** Where containerd looks up how a registry is reached: this one has no certificate. */
const hostsToml = `server = "http://${host}"
[host."http://${host}"]
  capabilities = ["pull", "resolve"]
`;

/** A sandbox's registry. It takes 11 MiB and starts within a second, so it is there only for labs that have one. */
export function registryAccess(settings: DockerSettings, id: string, profile: SandboxProfile): RegistryAccess {
  const container = containerName(id, registryPart);
  const nodes = nodeContainers(settings, id, profile);

  async function runOnNode(node: string, script: string, { signal }: Cancellable): Promise<void> {
    await onNode(node, ['bash', '-c', script], { signal });
  }

  async function stop(options: Cancellable): Promise<void> {
    await removeContainer(container);
    await rm(registryDirectory(settings, id), { recursive: true, force: true });
    const forget = `ctr -n k8s.io images ls -q | grep '^${host}/' | xargs -r ctr -n k8s.io images rm >/dev/null`;
    await Promise.all(nodes.map((node) => runOnNode(node, `${forget}; true`, options)));
  }

  return {
    async start(content, options = {}) {
      const labels = (await readParts(id, options)).find(({ part }) => part === workspacePart)?.labels;
      if (!labels) throw fail('sandbox_unknown', (text) => text.unknown(id));
      await stop(options);
      const directory = registryDirectory(settings, id);
      await writeContent(directory, content);
      await giveBlobs(settings, id, nodes[0] ?? '', content, options);
      await run('chmod', ['-R', 'a+rX', directory]);
      const folder = `/etc/containerd/certs.d/${host}`;
      const trust = `mkdir -p '${folder}' && printf %s '${hostsToml}' > '${folder}/hosts.toml'`;
      await Promise.all(nodes.map((node) => runOnNode(node, trust, options)));
      const place = ['--name', container, '--hostname', 'registry', '--network', clusterName(id)];
      const limits = ['--memory', '128m', '--memory-swap', '128m', '--cpus', '0.5', '--pids-limit', '128'];
      const rights = [
        '--user',
        '65534:65534',
        '--cap-drop',
        'ALL',
        '--security-opt',
        'no-new-privileges',
        '--read-only',
      ];
      const mount = `type=bind,source=${registryDirectory(settings, id)},target=/registry,readonly`;
      // The image declares a volume that this registry does not use; without this it would get an anonymous one.
      const mounts = ['--mount', mount, '--tmpfs', '/var/lib/registry'];
      const logs = ['--log-driver', 'json-file', '--log-opt', 'max-size=4m'];
      const how = [
        ...place,
        '--network-alias',
        name,
        ...limits,
        ...rights,
        ...mounts,
        ...logs,
        ...withoutProxy,
        ...labelArguments(labels),
      ];
      const command = [settings.images.registry, 'serve', '/registry/config.yml'];
      await docker(['run', '--detach', '--pull', 'never', '--restart', 'on-failure', ...how, ...command]);
      await answers(container, nodes[0] ?? '', options);
    },

    async log({ since, of, signal }) {
      const args = ['logs', '--since', since.toISOString(), container];
      const result = await tryRun('docker', args, { signal });
      if (/No such container/iu.test(result.stderr)) throw fail('not_found', (text) => text.registryStopped);
      if (result.exitCode !== 0) throw commandFailed(['docker', ...args], result);
      return boundedLog(result.stdout + result.stderr, of);
    },

    stop: (options = {}) => stop(options),
  };
}

/** The files are read by a user of the container that owns nothing, so everybody may read them; the folder above is closed to all but us. */
async function writeContent(directory: string, { htpasswd, files }: RegistryContent): Promise<void> {
  await mkdir(join(directory, 'storage'), { recursive: true });
  const own = { ...(htpasswd !== undefined && { htpasswd }), 'config.yml': configuration(htpasswd !== undefined) };
  for (const [path, content] of Object.entries({ ...prefixed(files), ...own })) {
    const file = join(directory, normalize(`/${path}`));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Where containerd of a node keeps what images are made of. */
const imageStore = '/var/lib/containerd/io.containerd.content.v1.content/blobs/sha256';

/** Takes layers of images that a node has, without unpacking or sending them through a process of ours; those that another registry has had are there already. */
async function giveBlobs(
  settings: DockerSettings,
  id: string,
  node: string,
  { blobs = {} }: RegistryContent,
  { signal }: Cancellable,
): Promise<void> {
  const store = layersDirectory(settings);
  const give = async ([path, digest]: [string, string]): Promise<void> => {
    const file = join(registryDirectory(settings, id), 'storage', normalize(`/${path}`));
    const from = `${node}:${imageStore}/${digest.replace('sha256:', '')}`;
    await shareLayer(
      store,
      digest,
      file,
      async (to) => void (await docker(['cp', '--follow-link', from, to], { signal })),
    );
  };
  await Promise.all(Object.entries(blobs).map(give));
}

function prefixed(files: RegistryContent['files']): RegistryContent['files'] {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`storage/${path}`, content]));
}

/** A request in the access log, which has no level. */
const accessLine = /^\S+ - \S+ \[.*$/gmu;

/** Resolves when the registry answers a node by its name: it asks for an account, or lets everybody in. */
async function answers(container: string, node: string, { signal }: Cancellable): Promise<void> {
  const write = `--output /dev/null --write-out 'status %{http_code}'`;
  const ask = `curl --silent --show-error --noproxy '*' --max-time 2 ${write} http://${host}/v2/`;
  const script = `for round in $(seq 100); do said=$(${ask} 2>&1); case $said in 'status 401' | 'status 200') exit 0 ;; esac; sleep 0.1; done; echo "$said"; exit 1`;
  const asked = await tryOnNode(node, ['bash', '-c', script], { signal });
  if (asked.exitCode === 0) return;
  const log = await tryRun('docker', ['logs', '--tail', '50', container], { signal });
  throw noAnswer(container, node, asked.stdout + asked.stderr, log.stdout + log.stderr);
}

/** Quotes the node's error, then the registry's: the warnings that it always writes explain nothing. */
export function noAnswer(container: string, node: string, heard: string, log: string): CourseError {
  const causes = [quoteCause(heard), quoteCause(log.replaceAll(accessLine, ''))].filter((cause) => cause !== undefined);
  return fail('command_failed', (text) => text.registrySilent(container, node, causes.join('\n')), {
    cause: new Error(log.slice(-2000)),
  });
}
