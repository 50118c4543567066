import { homedir, hostname, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { CourseError, SandboxProfile } from '@drydock/model';
import { type DriverName, driverNames, type Tier, tierNamed, type Warm } from '@drydock/sandbox';
import { z } from 'zod';
import type { SolutionPolicy } from './course/solutions.ts';

const seconds = (fallback: number) => z.coerce.number().positive().max(604_800).default(fallback);

/** `2`, or `one-node=2,three-nodes=1`. */
const warmPattern = new RegExp(`^(?:\\d{1,2}|(?:(?:${SandboxProfile.options.join('|')})=\\d{1,2}(?:,|$))+)$`, 'u');

/** The environment variables Drydock reads, with every default. Times are seconds, sizes are counts. */
export const Variables = z.object({
  DRYDOCK_DATA: z.string().min(1).optional(),
  XDG_DATA_HOME: z.string().min(1).optional(),
  DRYDOCK_HOST: z.string().min(1).default('127.0.0.1'),
  DRYDOCK_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DRYDOCK_BASE_PATH: z.string().default('/'),
  DRYDOCK_SOCKET: z.string().min(1).max(100, 'At most 100 characters: Unix sockets have short paths').optional(),
  DRYDOCK_LABS: z
    .string()
    .min(1)
    .default(resolve(import.meta.dirname, '../../labs')),
  DRYDOCK_DRIVER: z.enum(driverNames).default('kind'),
  // The command line reads these three, and makes the driver.
  DRYDOCK_CONTEXT: z.string().min(1).optional(),
  DRYDOCK_TIER: z.enum(['1', '2'], 'Write 1 or 2; SECURITY.md explains both').default('1'),
  DRYDOCK_NODE_ACCESS: z.enum(['docker']).optional(),
  DRYDOCK_WARM: z
    .string()
    .regex(warmPattern, 'A number, or one for each profile: one-node=2,three-nodes=1')
    .default('1'),
  DRYDOCK_MAXIMUM: z.coerce.number().int().min(1).max(1000).default(120),
  DRYDOCK_DEEP_FREEZE_SECONDS: seconds(300),
  DRYDOCK_ATTEMPT_SECONDS: seconds(4 * 3600),
  DRYDOCK_SUBMITTED_SECONDS: seconds(600),
  DRYDOCK_EXTENSIONS: z.coerce.number().int().min(0).max(1000).default(4),
  DRYDOCK_ANSWER_SECONDS: seconds(20),
  DRYDOCK_IDLE_SECONDS: seconds(3600),
  DRYDOCK_WATCH_SECONDS: seconds(5),
  DRYDOCK_ORIGINS: z.string().optional(),
  DRYDOCK_RECORD: z.enum(['off', 'output', 'input']).default('off'),
  DRYDOCK_RECORD_BY: z.enum(['student', 'course']).default('student'),
  DRYDOCK_RECORD_DAYS: z.coerce.number().positive().max(3650).default(30),
  DRYDOCK_RECORD_MEBIBYTES: z.coerce.number().int().min(1).default(2048),
  DRYDOCK_SOLUTIONS: z.enum(['submitted', 'full', 'never']).default('submitted'),
  DRYDOCK_STUDENTS: z.enum(['one', 'browser']).optional(),
  DRYDOCK_TRUST_PROXY: z.string().min(1).optional(),
  DRYDOCK_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/**
 * All settings of a server. `socket`: the Unix socket on which it listens in place of `host` and `port`, for a proxy on this machine. `base`: the path of
 * everything it serves, as in `/k8s`, empty where it has its address to itself. An attempt lives `attemptLifeMs` from ready, `afterSubmitMs` from a full submission, and may be given `extensions` more hours; an answer that takes longer than `answerMs` comes by
 * the stream of events, which says something every `heartbeatMs`. `tier`: whom the students share this machine with. `students: 'one'`: whoever reaches this address is the one student; `'browser'`: one student per browser; `areStudentsChosen`: somebody decided
 * that, so it holds for requests from elsewhere too. `trustProxy`: proxies whose X-Forwarded headers are believed. `record`: how attempts
 * begin, `input` is output and input; `recordBy`: who may change that; recordings are kept `recordDays` and within `recordMebibytes` together. `solutions`: what unlocks
 * the reference solution of a lab.
 */
export interface Config {
  readonly dataDirectory: string;
  readonly runDirectory: string;
  readonly labsDirectory: string;
  readonly contentDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly socket: string | undefined;
  readonly base: string;
  readonly driverName: DriverName;
  readonly tier: Tier;
  readonly warm: Warm;
  readonly maximum: number;
  readonly attemptLifeMs: number;
  readonly afterSubmitMs: number;
  readonly extensions: number;
  readonly answerMs: number;
  readonly heartbeatMs: number;
  readonly idleMs: number;
  readonly deepAfterMs: number;
  readonly watchMs: number;
  readonly origins: readonly string[];
  readonly record: 'off' | 'output' | 'input';
  readonly recordBy: 'student' | 'course';
  readonly recordDays: number;
  readonly recordMebibytes: number;
  readonly solutions: SolutionPolicy;
  readonly students: 'one' | 'browser';
  readonly areStudentsChosen: boolean;
  readonly trustProxy: readonly string[] | boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** True for addresses only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Whether an address is one that other machines use. */
const isForeign = (origin: string): boolean =>
  !URL.canParse(origin) || !isLoopback(new URL(origin).hostname.replace(/^\[(.*)\]$/, '$1'));

/** Which proxies are believed about the address and the scheme of a browser: none, the one at loopback (`true`), or those at the addresses listed. */
function proxiesOf(text: string | undefined): readonly string[] | boolean {
  if (text === undefined || text === 'false') return false;
  return text === 'true' ? ['loopback'] : listOf(text);
}

/** What the operator should know before students come; empty when all is well. */
export function warningsOf({ students, areStudentsChosen, host, origins }: Config): string[] {
  const isExposed = !isLoopback(host) || origins.some(isForeign);
  if (students !== 'one' || !areStudentsChosen || !isExposed) return [];
  return [
    'DRYDOCK_STUDENTS=one, and others can reach this address: everybody who opens it is the same student, in the same clusters and terminals. Unset it, or set DRYDOCK_STUDENTS=browser, unless you are the only one.',
  ];
}

/** A path without the slash at its end; throws `bad_request` for what is no path of plain names. */
function basePathOf(text: string): string {
  const path = text.replace(/\/$/u, '');
  if (/^(?:\/[A-Za-z0-9_][\w.~-]*)*$/u.test(path)) return path;
  throw new CourseError(
    'bad_request',
    `The path ${JSON.stringify(text)} cannot be served.`,
    'Write --base or DRYDOCK_BASE_PATH as it is in the address, such as /k8s for https://school.example/k8s/: letters, digits, and - . _ ~ between slashes.',
  );
}

/** How many sandboxes of each profile are kept ready. */
function warmOf(text: string): Warm {
  if (/^\d+$/u.test(text)) return Number(text);
  const pools = listOf(text).map((pool) => pool.split('='));
  return Object.fromEntries(pools.map(([profile = '', size]) => [profile, Number(size)]));
}

/** Settings from the environment, with defaults; `overrides` are command-line options. All mistakes are reported in one `bad_request`. */
export function readConfig(overrides: Partial<Config> = {}, environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Variables.safeParse(environment);
  if (!parsed.success) {
    const found = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}=${JSON.stringify(environment[name])}: ${issue.message}`;
    });
    throw new CourseError(
      'bad_request',
      `Settings are wrong: ${found.join('; ')}`,
      'Write each as the README lists it under Settings, or unset it to get what it is without.',
    );
  }
  const env = parsed.data;
  const host = overrides.host ?? env.DRYDOCK_HOST;
  const origins = overrides.origins ?? listOf(env.DRYDOCK_ORIGINS);
  const dataDirectory = resolve(
    overrides.dataDirectory ??
      env.DRYDOCK_DATA ??
      join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'drydock'),
  );
  return {
    runDirectory: join(dataDirectory, 'run'),
    labsDirectory: resolve(env.DRYDOCK_LABS),
    contentDirectory: resolve(import.meta.dirname, '../../content'),
    port: env.DRYDOCK_PORT,
    socket: env.DRYDOCK_SOCKET === undefined ? undefined : resolve(env.DRYDOCK_SOCKET),
    driverName: env.DRYDOCK_DRIVER,
    tier: tierNamed(env.DRYDOCK_TIER),
    warm: warmOf(env.DRYDOCK_WARM),
    maximum: env.DRYDOCK_MAXIMUM,
    attemptLifeMs: env.DRYDOCK_ATTEMPT_SECONDS * 1000,
    afterSubmitMs: env.DRYDOCK_SUBMITTED_SECONDS * 1000,
    extensions: env.DRYDOCK_EXTENSIONS,
    answerMs: env.DRYDOCK_ANSWER_SECONDS * 1000,
    heartbeatMs: 10_000,
    idleMs: env.DRYDOCK_IDLE_SECONDS * 1000,
    deepAfterMs: env.DRYDOCK_DEEP_FREEZE_SECONDS * 1000,
    watchMs: env.DRYDOCK_WATCH_SECONDS * 1000,
    origins,
    record: env.DRYDOCK_RECORD,
    recordBy: env.DRYDOCK_RECORD_BY,
    recordDays: env.DRYDOCK_RECORD_DAYS,
    recordMebibytes: env.DRYDOCK_RECORD_MEBIBYTES,
    solutions: env.DRYDOCK_SOLUTIONS,
    students: env.DRYDOCK_STUDENTS ?? (isLoopback(host) && !origins.some(isForeign) ? 'one' : 'browser'),
    areStudentsChosen: env.DRYDOCK_STUDENTS !== undefined,
    trustProxy: proxiesOf(env.DRYDOCK_TRUST_PROXY),
    logLevel: env.DRYDOCK_LOG,
    ...overrides,
    host,
    base: basePathOf(overrides.base ?? env.DRYDOCK_BASE_PATH),
    dataDirectory,
  };
}

/** The names under which a browser may reach a server that listens on `host`. */
export function ownNames(host: string): readonly string[] {
  const names = new Set(['localhost', '127.0.0.1', '[::1]']);
  if (host === '0.0.0.0' || host === '::') {
    names.add(hostname().toLowerCase());
    for (const address of Object.values(networkInterfaces()).flat()) {
      if (address) names.add(address.family === 'IPv6' ? `[${address.address}]` : address.address);
    }
  } else if (!isLoopback(host)) {
    names.add(host.includes(':') ? `[${host}]` : host.toLowerCase());
  } else if (host !== '::1') {
    names.add(host);
  }
  return [...names];
}
