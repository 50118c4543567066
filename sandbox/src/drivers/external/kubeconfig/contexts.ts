import { readFile } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { codeOf } from '@drydock/model';
import { parse } from 'yaml';
import { z } from 'zod';
import { fail } from '../text/fail.ts';

const Fields = z.record(z.string(), z.unknown());
const named = <Shape extends z.ZodType>(shape: Shape) => z.array(shape).nullish();
const File = z.object({
  'current-context': z.string().nullish(),
  contexts: named(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string().nullish() }) }),
  ),
  clusters: named(z.object({ name: z.string(), cluster: Fields })),
  users: named(z.object({ name: z.string(), user: Fields.nullish() })),
});

/** One context of the user's kubeconfig. */
export interface Context {
  readonly name: string;
  readonly server: string;
  readonly isCurrent: boolean;
}

/** The user's kubeconfig: its files as kubectl merges them, in which the first that names something counts. */
export interface Kubeconfig {
  readonly current: string | undefined;
  readonly contexts: ReadonlyMap<string, { readonly cluster: string; readonly user: string | undefined }>;
  readonly clusters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly users: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** Returns the files that kubectl reads: those of KUBECONFIG, else `~/.kube/config`. */
export function kubeconfigFiles(variable: string | undefined, home: string): readonly string[] {
  const listed = (variable ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed.map((file) => resolve(file)) : [join(home, '.kube', 'config')];
}

/** Reads the files, with every path in them made absolute; a file that is not there counts as empty. Rejects with what is wrong with one. */
export async function readKubeconfig(files: readonly string[]): Promise<Kubeconfig> {
  const read = await Promise.all(files.map(readOne));
  const first = <Value>(all: readonly (readonly (readonly [string, Value])[])[]) => new Map(all.toReversed().flat());
  return {
    current: read.map((file) => file['current-context'] ?? '').find((name) => name !== ''),
    contexts: first(
      read.map(({ contexts }) =>
        (contexts ?? []).map(({ name, context }) => [
          name,
          { cluster: context.cluster, user: context.user ?? undefined },
        ]),
      ),
    ),
    clusters: first(read.map(({ clusters }) => (clusters ?? []).map(({ name, cluster }) => [name, cluster]))),
    users: first(read.map(({ users }) => (users ?? []).map(({ name, user }) => [name, user ?? {}]))),
  };
}

/** Returns the contexts by name. */
export function contextsOf({ current, contexts, clusters }: Kubeconfig): readonly Context[] {
  return [...contexts]
    .map(([name, { cluster }]) => ({
      name,
      server: z.string().catch('?').parse(clusters.get(cluster)?.['server']),
      isCurrent: name === current,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

async function readOne(file: string): Promise<z.output<typeof File>> {
  let read: unknown;
  try {
    read = parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    // A parser quotes the line, which may be a secret.
    const reason = codeOf(error) ?? 'it is not valid YAML.';
    throw fail('bad_request', (text) => text.unreadable(file, reason), { cause: error });
  }
  const found = File.safeParse(read ?? {});
  if (!found.success) {
    const [issue] = found.error.issues;
    const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    throw fail('bad_request', (text) => text.unreadable(file, reason));
  }
  return absolute(found.data, dirname(file));
}

const paths = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/** Makes the paths of a file absolute: they are relative to its folder, as is the command of an exec plugin that has a slash. */
function absolute(file: z.output<typeof File>, folder: string): z.output<typeof File> {
  const at = (value: unknown): unknown =>
    typeof value === 'string' && value !== '' && !isAbsolute(value) ? join(folder, value) : value;
  const fix = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const fixed = { ...fields };
    for (const name of paths) if (fixed[name] !== undefined) fixed[name] = at(fixed[name]);
    const exec = Fields.safeParse(fixed['exec']).data;
    if (exec && /[\\/]/u.test(String(exec['command']))) fixed['exec'] = { ...exec, command: at(exec['command']) };
    return fixed;
  };
  return {
    ...file,
    clusters: file.clusters?.map(({ name, cluster }) => ({ name, cluster: fix(cluster) })),
    users: file.users?.map(({ name, user }) => ({ name, user: fix(user ?? {}) })),
  };
}
