import type { Dial } from '@drydock/host';
import type { DriverInfo, OnStep, Problem, SandboxProfile, SandboxSummary } from '@drydock/model';

/** `host`: the sandbox outlives its maker and is found again; `process`: it is swept once the process that made it is gone. */
export type Lifetime = 'host' | 'process';

/** What to make: an id of 6 to 16 letters and digits, never used before on this host, and the size of the cluster. */
export interface SandboxSpec {
  readonly id: string;
  readonly profile: SandboxProfile;
  readonly lifetime?: Lifetime;
}

/** Every long operation can be cancelled; it then rejects with CourseError `aborted`. */
export interface Cancellable {
  readonly signal?: AbortSignal;
}

/** A problem of this host, with the need that is not met: a word of the driver, but for `images`, which are those a driver makes sandboxes from. */
export interface UnmetNeed extends Problem {
  readonly need: string;
}

/** What a driver can do, and what the operator of this server withholds. */
export interface DriverFacts extends DriverInfo {
  /** Students share the host, so nobody is root on a node: a node shell shows the folders that nodes share, and there are no privileged Pods. */
  readonly isShared?: boolean;
}

/** A technology that makes sandboxes. A driver keeps no memory of them: two drivers on one host say the same. */
export interface SandboxDriver {
  /** Its name, and what it can do; what it cannot is `capability_missing`. */
  readonly info: DriverFacts;

  /** Its cluster was there before and is lent: it has one sandbox at a time, none is kept ready, and the cluster itself stays. */
  readonly isLent?: boolean;

  /** All that keeps this host from making sandboxes, at once; empty means ready. Changes nothing. `drydock doctor` asks it too. */
  preflight(options?: Cancellable): Promise<readonly UnmetNeed[]>;

  /**
   * Resolves when nodes are Ready, the default ServiceAccount exists, CoreDNS answers, the workspace holds its kubeconfig and its agent listens.
   * When it rejects or is aborted, nothing of it is left on the host. It does not wait for metrics-server: see `Sandbox.settled`.
   */
  create(spec: SandboxSpec, options: { signal: AbortSignal; onStep: OnStep }): Promise<Sandbox>;

  /** Returns every complete sandbox of this installation, by any process, read from the host; not those being made or without a workspace. */
  list(options?: Cancellable): Promise<readonly Sandbox[]>;

  /** Remembers on the host that this sandbox was handed out; `isClaimed` is true from then on and never false again. */
  claim(id: string): Promise<void>;

  /** Where `info.hasFreeze`: takes all CPU from the sandbox and keeps its processes and memory; idempotent; open connections stay open but answer nothing. */
  freeze(id: string, options?: Cancellable): Promise<void>;

  /**
   * Where `info.hasDeepFreeze`: freezes it and gives most of its memory back to the host, which takes seconds of CPU; idempotent. Called off, it leaves the sandbox
   * frozen. `list` does not tell it from a frozen one, and `thaw` wakes both.
   */
  deepFreeze(id: string, options?: Cancellable): Promise<void>;

  /** Lets a frozen sandbox go on, and starts a stopped one again, which takes as long as a boot; resolves when its API server answers; idempotent. Rejects with `sandbox_lost` when a part of it is gone. */
  thaw(id: string, options?: Cancellable): Promise<void>;

  /** Removes containers, volumes, networks and files of the sandbox; idempotent; an unknown id is not an error. */
  destroy(id: string): Promise<void>;

  /** Destroys what a killed maker left: half-made sandboxes, and complete ones of lifetime `process`. Touches nothing whose maker lives. Returns their ids. */
  sweep(): Promise<readonly string[]>;
}

/** One sandbox at the moment it was read; its state does not follow later changes. */
export interface Sandbox extends SandboxSummary {
  readonly lifetime: Lifetime;
  /** It is frozen because parts of it do not run, as after a restart of Docker: a thaw takes as long as a boot. */
  readonly isStopped: boolean;
  readonly isClaimed: boolean;
  /** Made from the images this driver makes sandboxes from now. */
  readonly isCurrent: boolean;

  /**
   * A kubeconfig (YAML) for this host, server on 127.0.0.1. `student` is the identity the workspace uses, `grader` a system:masters client
   * certificate of its own. Works after `thaw` only.
   */
  kubeconfig(audience: Audience): Promise<string>;

  /** How to connect to the workspace's agent; only the user of the server can. Each call of the dial is a new connection. */
  agent(): Dial;

  /** Where `info.hasNodeShells`: trusted access as root to a node, not through the API, under its name in Kubernetes; `name` is control-plane (default), worker or worker2. `not_found` for any other. */
  node(name?: string): Promise<NodeAccess>;

  /** The nodes that `pauseNode` stopped, by their names in the profile. A freeze and a thaw of the sandbox leave them so. */
  readonly pausedNodes: readonly string[];

  /**
   * Where `info.canPauseNodes`: stops a worker as a failure would, until `resumeNode`; idempotent. `not_found` for a name that is no node, `conflict` for the
   * control plane, without which nothing could be asked.
   */
  pauseNode(name: string, options?: Cancellable): Promise<void>;

  /** Has a paused node go on where it was; idempotent. */
  resumeNode(name: string, options?: Cancellable): Promise<void>;

  /** When the student last asked the API server for something, by any client anywhere; undefined when never, or when it cannot be told. Works while it runs only. */
  lastApiUse(options?: Cancellable): Promise<Date | undefined>;

  /** Access to the workspace as the student, in the student's home. */
  workspace(): ExecAccess;

  /** Where `info.hasRegistry`: the sandbox's private registry, which does not exist until it is started. */
  registry(): RegistryAccess;

  /** The command that opens an interactive shell in the workspace as the student, to be run with the caller's own terminal. */
  shellCommand(): readonly [string, ...string[]];

  /** Resolves when all that starts with the cluster runs (metrics-server too), or after `withinMs`; never rejects for slowness. */
  settled(options: { signal: AbortSignal; withinMs: number }): Promise<void>;

  /** Writes what helps to understand a failure into the directory, in files whose names begin with that of the node, or with `workspace`; what cannot be read is left out, with the reason in its place. */
  collectLogs(directory: string): Promise<void>;
}

export type Audience = 'student' | 'grader';

export interface ExecOptions extends Cancellable {
  readonly input?: string;
  /** Default 30 000. Past it the command is killed inside and the call rejects with `timeout`. */
  readonly timeoutMs?: number;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one argv without a shell; a non-zero exit is a result, not an error. At most 8 MiB of output are kept. */
export interface ExecAccess {
  readonly name: string;
  exec(argv: readonly [string, ...string[]], options?: ExecOptions): Promise<ExecResult>;
}

/** A node, and where this host reaches its ports: the address the host gave it, whatever the node or the cluster say of themselves. */
export interface NodeAccess extends ExecAccess {
  address(options?: Cancellable): Promise<string>;
}

/**
 * A private registry in a container of its own on the sandbox's network: nodes and workspace reach it as `registry.course.local:5000`, frozen, thawed and
 * destroyed with the sandbox. Nothing in the sandbox reaches its files, and over the network it is read-only.
 */
export interface RegistryAccess {
  /** Starts it with this content, in place of what was there; resolves when it answers a node by its name. */
  start(content: RegistryContent, options?: Cancellable): Promise<void>;
  /**
   * What it wrote since then, its access log among it: of the lines that hold `of`, the first 500 and the last 500, so that no flood of other requests hides one. It
   * rejects with `not_found` when it does not run.
   */
  log(options: { readonly since: Date; readonly of?: string } & Cancellable): Promise<string>;
  /** Takes it away, and from the nodes every image that came from it; idempotent. */
  stop(options?: Cancellable): Promise<void>;
}

/** What a registry holds: the files of the folder in which distribution keeps repositories, by their path in it. */
export interface RegistryContent {
  /** Accounts with bcrypt hashes; without it everybody may pull. */
  readonly htpasswd?: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Further files, each the content of this digest (`sha256:…`) in the image store of a node. */
  readonly blobs?: Readonly<Record<string, string>>;
}
