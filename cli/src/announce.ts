import type { NetworkInterfaceInfo } from 'node:os';
import type { Tier } from '@drydock/sandbox';

/** What is known of a server that has started. */
export interface Opened {
  /** Where this machine opens it. */
  readonly url: string;
  /** The path of everything it serves, empty where it has its addresses to itself. */
  readonly base: string;
  /** The address it listens on. */
  readonly host: string;
  /** True when only this machine reaches that address. */
  readonly isLoopback: boolean;
  /** The addresses of proxies that lead to it, from DRYDOCK_ORIGINS. */
  readonly origins: readonly string[];
  readonly students: 'one' | 'browser';
  readonly tier: Tier;
  readonly readyAfter: string;
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

/** What `drydock start` prints when it serves: the addresses to open, and for whom else they are open. */
export function announce(opened: Opened): string {
  const { url, base, readyAfter, isLoopback, origins } = opened;
  const ready = `Drydock is open at ${url} (ready after ${readyAfter}). Ctrl-C ends it; clusters and progress are kept.`;
  const exposed = exposureOf(opened);
  if (!exposed) return ready;
  const shared = [...foreign(origins), ...(isLoopback ? [] : addressesOf(opened))].map((address) => address + base);
  const board =
    shared.length > 0
      ? `For the board: ${shared.join('   ')}`
      : 'This machine has no address in a network that others could open.';
  return [ready, board, `! ${exposed.message}`, `  ${exposed.fix}`].join('\n');
}

/** What others can do here and how to serve them better; undefined where only this machine reaches the server. */
export function exposureOf({
  isLoopback,
  origins,
  students,
  tier,
}: Pick<Opened, 'isLoopback' | 'origins' | 'students' | 'tier'>):
  { readonly message: string; readonly fix: string } | undefined {
  const proxied = foreign(origins);
  if (isLoopback && proxied.length === 0) return undefined;
  const isPlain = !isLoopback || proxied.some((origin) => origin.startsWith('http:'));
  const door = isLoopback ? 'Anyone who passes your proxy' : 'Anyone who reaches this address';
  const plain = isPlain ? ' It is plain HTTP: what students type and their cookie can be read on the way.' : '';
  const root =
    tier === 1
      ? 'a student is root on a privileged node of this machine (tier 1)'
      : 'students share the kernel of this machine (tier 2): SECURITY.md says what that does not hold off';
  const who =
    students === 'browser'
      ? 'Each browser is a student of its own.'
      : 'All of them are the one student: they see and type into the same terminals (DRYDOCK_STUDENTS=browser keeps them apart).';
  return {
    message: `${door} can use it, Drydock asks for no password, and ${root}.${plain} ${who}`,
    fix: isLoopback
      ? 'Ask for a password in the proxy; README.md, "For a class", shows how.'
      : 'Better: leave out --host and put a reverse proxy with TLS and a password before it, named in DRYDOCK_ORIGINS; README.md, "For a class", shows how.',
  };
}

/** The addresses that lead here from other machines. */
function foreign(origins: readonly string[]): readonly string[] {
  return origins.filter((origin) => !/^https?:\/\/(?:localhost|127\.|\[::1\])/u.test(origin));
}

/** Networks of containers and virtual machines: other computers do not reach this machine by them. */
const inner = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|podman|lxc|lxdbr)/u;

/** The addresses by which other machines open it: those of its networks where it listens on all, IPv4 before IPv6. */
function addressesOf({ url, host, interfaces }: Opened): readonly string[] {
  const { port } = new URL(url);
  const at = (name: string) => `http://${name.includes(':') ? `[${name}]` : name}${port === '' ? '' : `:${port}`}`;
  if (host !== '0.0.0.0' && host !== '::') return [at(host)];
  const outer = Object.entries(interfaces)
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses = []]) => addresses)
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:') && !address.startsWith('169.254.'));
  const fourth = outer.filter(({ family }) => family === 'IPv4');
  const chosen = fourth.length > 0 || host === '0.0.0.0' ? fourth : outer;
  return chosen.map(({ address }) => at(address));
}
