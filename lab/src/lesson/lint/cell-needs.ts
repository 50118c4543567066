import type { Report } from '../../problem.ts';
import type { CellNeed, LessonCell } from '../cell.ts';

/** What only root on a node, or an administrator of the cluster, can do, as far as it shows in the text of a cell. */
const signs: readonly (readonly [CellNeed, RegExp, string])[] = [
  ['root', /\bkubectl\s+debug\b(?:\\\n|[^\n])*?(?:\bnodes?\/|\bget\s+nodes?\b)/u, 'enters a node'],
  ['admin', /\bhost(?:Network|PID|IPC):\s*true\b/u, "has a Pod use the node's network or processes"],
  ['admin', /\bhostPort:\s*\d/u, 'takes a port of the node'],
  ['admin', /\bprivileged:\s*true\b/u, 'makes a privileged container'],
  ['admin', /\bkubectl\s+exec\b(?:\\\n|[^\n])*?\s(?:-n|--namespace)[ =]?kube-system\b/u, 'enters a Pod of the cluster'],
  ['admin', /\/(?:pods\/[^\s/]+\/binding|bindings)\b/u, 'binds a Pod to a node'],
  ['admin', /\bname:\s*["']?(?:kernel\.(?!shm_rmid_forced\b)|vm\.|fs\.)/u, 'sets a sysctl of the kernel'],
  ['admin', /--subresource[ =]status\b/u, 'writes a status'],
  ['admin', /\s--as[ =]/u, 'acts as somebody else'],
];

/** What a cell leaves in its shell: names of functions and variables. */
const defined = /^\s*(?:export\s+)?(?<name>\w+)(?:\(\)\s*\{|=)/gmu;

/** Finds cells that need more of the student than a cluster and do not say so: by what they do, or by using what such a cell leaves in the shell. */
export function checkNeeds(cells: readonly LessonCell[], report: Report): void {
  const left = new Map<string, { readonly need: CellNeed; readonly cell: string }>();
  for (const { id, kind, source, place, needs } of cells) {
    const found = signOf(source) ?? (kind === 'sh' ? useOf(source, left) : undefined);
    if (found && needs !== found.need && needs !== 'root')
      report(
        place,
        `Cell ${id} ${found.why}, which not every server lets its students do.`,
        `Write needs=${found.need} behind the word cell; such a server then says so before it is run.`,
      );
    if (kind !== 'sh') continue;
    const need = needs ?? found?.need;
    for (const name of definedIn(source)) {
      if (need) left.set(name, { need, cell: id });
      else left.delete(name);
    }
  }
}

const definedIn = (source: string): readonly string[] =>
  [...source.matchAll(defined)].flatMap(({ groups }) => groups?.['name'] ?? []);

interface Found {
  readonly need: CellNeed;
  readonly why: string;
}

function signOf(source: string): Found | undefined {
  const [need, , why = ''] = signs.find(([, sign]) => sign.test(source)) ?? [];
  return need && { need, why };
}

function useOf(source: string, left: ReadonlyMap<string, { need: CellNeed; cell: string }>): Found | undefined {
  const own = new Set(definedIn(source));
  for (const [name, { need, cell }] of left) {
    if (own.has(name)) continue;
    if (new RegExp(String.raw`(?:\$\{?|(?:^|[;&|(]|\bdo|\bthen|\buntil|\bif|\bwhile)\s*)${name}\b`, 'mu').test(source))
      return { need, why: `uses ${name} of cell ${cell}` };
  }
  return undefined;
}
