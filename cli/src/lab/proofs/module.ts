import { transformSync } from 'esbuild';

/** A module as it runs: without types, comments and layout. */
export interface Module {
  readonly text: string;
  readonly imports: readonly Import[];
  /** The exported names that it has from another module. */
  readonly handedOn: ReadonlyMap<string, { readonly specifier: string; readonly name: string }>;
  /** The modules of which it exports everything. */
  readonly stars: readonly string[];
  /** The exported names that it declares itself. */
  readonly own: ReadonlySet<string>;
  /** It only hands on what other modules export. */
  readonly isBarrel: boolean;
}

export interface Import {
  readonly specifier: string;
  /** The names as the other module exports them; undefined for all that it is. */
  readonly names: readonly string[] | undefined;
}

const opening =
  /^(?:import ?(?:(\w+) ?,?)?(?:\{([^}]*)\}|\*as (\w+))?(?: ?from)?|export(\*)from)"([^"]+)"(?:with\{[^}]*\})?;/;
const closing = /export\{([^}]*)\};?$/;
/** The entry of a worker, and what is loaded only when it is needed. */
const loaded = /(?:new URL|import)\("(\.{1,2}\/[^"]+)"/g;

/** Reads a module. Imports of types are gone with the types: they run nothing. */
export function readModule(source: string): Module {
  const text = strip(source);
  const imports: Import[] = [];
  const stars: string[] = [];
  const locals = new Map<string, { specifier: string; name: string }>();
  let rest = text;
  for (let found = opening.exec(rest); found; found = opening.exec(rest)) {
    const [whole, first, list, all, star, specifier = ''] = found;
    rest = rest.slice(whole.length);
    if (star !== undefined) {
      stars.push(specifier);
      continue;
    }
    const names = new Map(namesOf(list ?? ''));
    if (first !== undefined) names.set('default', first);
    for (const [name, local] of names) locals.set(local, { specifier, name });
    const isWhole = all !== undefined || names.size === 0;
    imports.push({ specifier, names: isWhole ? undefined : [...names.keys()] });
  }
  if (/^import[\s{*"]/.test(rest)) throw new SyntaxError(`an import was not understood: ${rest.slice(0, 200)}`);
  const [, list = ''] = closing.exec(rest) ?? [];
  const handedOn = new Map<string, { specifier: string; name: string }>();
  const own = new Set<string>();
  for (const [local, name] of namesOf(list)) {
    const from = locals.get(local);
    if (from) handedOn.set(name, from);
    else own.add(name);
  }
  const isBarrel = rest.replace(closing, '') === '' && (handedOn.size > 0 || stars.length > 0);
  for (const [, specifier = ''] of rest.matchAll(loaded)) imports.push({ specifier, names: undefined });
  return { text, imports, handedOn, stars, own, isBarrel };
}

function strip(source: string): string {
  const { code } = transformSync(source, {
    loader: 'ts',
    format: 'esm',
    target: 'esnext',
    minifyWhitespace: true,
    charset: 'utf8',
    legalComments: 'none',
  });
  return code.trim();
}

/** The pairs of `{a as b, c}`: a and b, c and c. */
function namesOf(list: string): [string, string][] {
  return list
    .split(',')
    .filter((item) => item !== '')
    .map((item) => {
      const [before = '', after = before] = item.split(' as ');
      return [before, after];
    });
}
