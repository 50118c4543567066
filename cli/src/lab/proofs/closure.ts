import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CourseError } from '@drydock/model';
import { z } from 'zod';
import { checkout } from '../../setup/checkout.ts';
import { type Module, readModule } from './module.ts';

/** What is run when some modules run: our own modules by what they do, libraries by their version. */
export type Closure = ReadonlyMap<string, string>;

/** Whether a module that is imported is entered. */
export type IsEntered = (path: string, importer: string) => boolean;

/** The modules of this checkout and what they import. Paths are relative to the checkout. */
export interface Sources {
  /**
   * Computes what runs when these modules run. A package's index is not entered as a whole: of it only what is imported by name counts. A change of a comment, a type
   * or the layout changes nothing.
   */
  closureOf(entries: readonly string[], isEntered?: IsEntered): Closure;
}

/** Opens the sources of this checkout, or those that `read` returns. */
export function openSources(read: (path: string) => string = readInCheckout): Sources {
  const modules = new Map<string, Module>();
  const hashes = new Map<string, string>();

  function moduleAt(path: string): Module {
    let module = modules.get(path);
    if (!module) modules.set(path, (module = readModule(read(path))));
    return module;
  }

  function hashAt(path: string): string {
    let hash = hashes.get(path);
    if (hash === undefined) {
      const text = /\.[cm]?ts$/.test(path) ? moduleAt(path).text : read(path);
      hashes.set(path, (hash = createHash('sha256').update(text).digest('hex').slice(0, 16)));
    }
    return hash;
  }

  /** The modules in which these exports of a module are declared. */
  function declaring(path: string, names: readonly string[] | undefined): readonly string[] {
    if (!path.endsWith('.ts') || names === undefined || !moduleAt(path).isBarrel) return [path];
    return [...new Set(names.flatMap((name) => declaringOne(path, name) ?? [path]))];
  }

  function declaringOne(path: string, name: string): string | undefined {
    if (!path.endsWith('.ts')) return path;
    const { handedOn, stars, own, isBarrel } = moduleAt(path);
    if (own.has(name) || (handedOn.has(name) && !isBarrel)) return path;
    const from = handedOn.get(name);
    const target = from && resolve(from.specifier, path);
    if (target?.path !== undefined) return declaringOne(target.path, from?.name ?? name);
    for (const specifier of stars) {
      const next = resolve(specifier, path).path;
      const found = next === undefined ? undefined : declaringOne(next, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    closureOf(entries, isEntered = () => true) {
      for (const path of entries) demand(path, read);
      const found = new Map<string, string>();
      const waiting = [...entries];
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (found.has(path)) continue;
        found.set(path, hashAt(path));
        if (!path.endsWith('.ts')) continue;
        const { imports, stars } = moduleAt(path);
        for (const { specifier, names } of [
          ...imports,
          ...stars.map((star) => ({ specifier: star, names: undefined })),
        ]) {
          const target = resolve(specifier, path);
          if (target.library !== undefined) found.set(target.library, versionOf(target.library, path));
          if (target.path === undefined) continue;
          const importer = path;
          waiting.push(...declaring(target.path, names).filter((next) => isEntered(next, importer)));
        }
      }
      return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

const ours = '@drydock/';
const Package = z.object({ exports: z.union([z.string(), z.record(z.string(), z.string())]) });
const Library = z.object({ version: z.string().optional() });

/** Where an import leads: to a module of ours, to a library, or (neither) into Node. */
function resolve(specifier: string, importer: string): { path?: string; library?: string } {
  if (specifier.startsWith('node:')) return {};
  if (specifier.startsWith('.')) return { path: join(dirname(importer), specifier) };
  if (!specifier.startsWith(ours)) {
    const [scope = '', name = ''] = specifier.split('/');
    return { library: scope.startsWith('@') ? `${scope}/${name}` : scope };
  }
  const [room = '', ...rest] = specifier.slice(ours.length).split('/');
  const { exports } = Package.parse(JSON.parse(readInCheckout(join(room, 'package.json'))));
  const target = typeof exports === 'string' ? exports : exports[['.', ...rest].join('/')];
  return { path: join(room, target ?? 'src/index.ts') };
}

const versions = new Map<string, string>();

function versionOf(library: string, importer: string): string {
  let version = versions.get(library);
  if (version === undefined) {
    const require = createRequire(join(checkout, importer));
    const folder = (require.resolve.paths(library) ?? []).map((path) => join(path, library, 'package.json'));
    const text = folder.map((path) => readIfThere(path)).find((found) => found !== undefined) ?? '{}';
    version = Library.parse(JSON.parse(text)).version ?? 'unknown';
    versions.set(library, version);
  }
  return version;
}

function readInCheckout(path: string): string {
  return readFileSync(join(checkout, path), 'utf8');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function demand(path: string, read: (path: string) => string): void {
  try {
    read(path);
  } catch (cause) {
    throw new CourseError(
      'internal',
      `The proofs of the labs name the module ${relative(checkout, join(checkout, path))}, which is not there.`,
      'Write its new place in cli/src/lab/proofs/proof-sources.ts.',
      { cause },
    );
  }
}
