import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Plays `minikube` for tests, as version 1.38.1 behaves: it takes the flags of that program and no other, writes its events, and keeps its files in MINIKUBE_HOME. `STAND_IN_PLAY` chooses what
 * happens, and `STAND_IN_SEEN` names a file that gets what it was asked, and with which environment.
 */

/** Flags that want a value, and those that are true or false, for which a value follows an equals sign only. */
const valued = setOf(`profile driver container-runtime nodes output base-image kubernetes-version network listen-address
  apiserver-port apiserver-names service-cluster-ip-range cni memory cpus wait extra-config`);
const switches = setOf(`interactive keep-context embed-certs preload cache-images install-addons auto-update-drivers
  disable-optimizations force`);
const repeated = new Set(['extra-config']);

/** What each value may be; a value that minikube would refuse, or understand otherwise, ends the program. */
const values: Readonly<Record<string, RegExp>> = {
  profile: /^drydock-[a-z0-9]{6,16}-control-plane$/u,
  driver: /^docker$/u,
  'container-runtime': /^containerd$/u,
  nodes: /^[1-9]$/u,
  output: /^json$/u,
  'kubernetes-version': /^v\d+\.\d+\.\d+$/u,
  'listen-address': /^127\.0\.0\.1$/u,
  'apiserver-port': /^8443$/u,
  'service-cluster-ip-range': /^10\.96\.0\.0\/16$/u,
  cni: /^false$/u,
  memory: /^no-limit$/u,
  cpus: /^no-limit$/u,
  wait: /^(apiserver|none)$/u,
  'extra-config': /^(kubeadm|kubelet|apiserver|controller-manager|scheduler|etcd|proxy)\.[a-z0-9-]+=.+$/iu,
};

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(/\s+/u));
}

/** A mistake of the caller; minikube prints it, and ends with 80 or 64. */
function refuse(message: string, code = 80): never {
  process.stderr.write(`Error: ${message}\nSee 'minikube start --help' for usage.\n`);
  process.exit(code);
}

function flagsOf(argv: readonly string[]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (let at = 0; at < argv.length; at++) {
    const [, name = '', joined] = /^--([a-z-]+)(?:=(.*))?$/su.exec(argv[at] ?? '') ?? [];
    const isSwitch = switches.has(name);
    if (!isSwitch && !valued.has(name)) refuse(`unknown flag or argument: ${argv[at]}`);
    const value = joined ?? (isSwitch ? 'true' : argv[++at]);
    if (value === undefined || (!isSwitch && value.startsWith('--'))) refuse(`flag needs an argument: --${name}`);
    if (isSwitch && value !== 'true' && value !== 'false') refuse(`invalid argument "${value}" for "--${name}"`);
    if (values[name] && !values[name].test(value)) refuse(`invalid argument "${value}" for "--${name}"`, 64);
    const before = found[name];
    if (before !== undefined && !repeated.has(name)) refuse(`--${name} was given twice`);
    found[name] = repeated.has(name) ? [...(Array.isArray(before) ? before : []), value] : value;
  }
  return found;
}

function say(type: 'step' | 'info' | 'warning' | 'error', data: Readonly<Record<string, string>>): void {
  const event = { specversion: '1.0', id: crypto.randomUUID(), source: 'https://minikube.sigs.k8s.io/' };
  const whole = { ...event, type: `io.k8s.sigs.minikube.${type}`, datacontenttype: 'application/json', data };
  process.stdout.write(`${JSON.stringify(whole)}\n`);
}

function step(currentstep: number, name: string, message: string): void {
  say('step', { currentstep: `${currentstep}`, message, name, totalsteps: '19' });
}

function start(flags: Record<string, string | string[]>): void {
  const { MINIKUBE_HOME: home = '', KUBECONFIG: kubeconfig = '', STAND_IN_PLAY: play = 'well' } = process.env;
  const profile = String(flags['profile']);
  const nodes = Number(flags['nodes']);
  if (flags['interactive'] !== 'false') refuse('this would ask questions');
  if (flags['force'] !== 'true') {
    const message = 'The "docker" driver should not be used with root privileges.';
    say('error', { advice: '', exitcode: '64', issues: '', message, name: 'DRV_AS_ROOT', url: '' });
    process.exit(64);
  }
  step(0, 'Initial Minikube Setup', `[${profile}] minikube v1.38.1 on Debian 12`);
  say('info', { message: `MINIKUBE_HOME=${home}` });
  process.stdout.write('a line of a library that is no event\n');
  // So it says, forced or not, and goes on when it is forced.
  say('error', { message: 'The "docker" driver should not be used with root privileges.' });
  step(1, 'Selecting Driver', 'Using the docker driver based on user configuration');
  step(3, 'Starting Node', `Starting "${profile}" primary control-plane node in "${profile}" cluster`);
  step(5, 'Pulling Base Image', 'Pulling base image v0.0.50 ...');
  step(8, 'Creating Container', 'Creating docker container (CPUs=no-limit, Memory=no-limit) ...');
  if (play === 'hangs') {
    setInterval(() => undefined, 1000);
    return;
  }
  if (play === 'fails') {
    const message = 'Failed to start host: creating host: create: port is already allocated';
    say('error', { advice: 'Restart Docker', exitcode: '80', issues: '', message, name: 'GUEST_PROVISION', url: '' });
    process.exit(80);
  }
  step(11, 'Preparing Kubernetes', 'Preparing Kubernetes v1.36.3 on containerd 2.1.4 ...');
  step(12, 'Generating certificates', 'Generating certificates and keys ...');
  step(17, 'Verifying Kubernetes', 'Verifying Kubernetes components...');
  for (let index = 2; index <= nodes; index++) {
    step(3, 'Starting Node', `Starting "${profile}-m0${index}" worker node in "${profile}" cluster`);
    step(8, 'Creating Container', 'Creating docker container (CPUs=no-limit, Memory=no-limit) ...');
    step(17, 'Verifying Kubernetes', 'Verifying Kubernetes components...');
  }
  const folder = join(home, '.minikube', 'profiles', profile);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ Name: profile, Driver: 'docker' }));
  writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\n');
  step(19, 'Done', `Done! kubectl is not configured to use "${profile}" cluster`);
}

const [command = '', ...argv] = process.argv.slice(2);
const { STAND_IN_SEEN: seen, STAND_IN_VERSION: version = 'v1.38.1' } = process.env;
if (command === 'version') {
  if (argv.join(' ') !== '--output json') refuse('version wants --output json');
  const said = { commit: 'c93a4cb9311efc66b90d33ea03f75f2c4120e9b0', minikubeVersion: version };
  process.stdout.write(version === '' ? 'hello\n' : `${JSON.stringify(said)}\n`);
} else if (command === 'start') {
  const flags = flagsOf(argv);
  if (seen !== undefined) writeFileSync(seen, JSON.stringify({ flags, environment: process.env }));
  start(flags);
} else refuse(`unknown command "${command}" for "minikube"`);
