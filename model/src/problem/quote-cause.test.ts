import { describe, expect, test } from 'vitest';
import { quoteCause } from './quote-cause.ts';

/** What programs wrote when they failed, as it was recorded. */
const recorded = {
  dockerRun: `docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /nowhere/x

Run 'docker run --help' for more information
`,
  dockerBuild: `#5 [2/2] RUN apt-get update && apt-get install -y nosuch
#5 0.362 W: careful
#5 0.362 E: Unable to locate package nosuch
#5 ERROR: process "/bin/sh -c apt-get install \\"nosuch\\"" did not complete successfully: exit code: 100
------
 > [2/2] RUN apt-get install nosuch:
0.362 W: careful
0.362 E: Unable to locate package nosuch
------
Dockerfile:2
--------------------
   1 |     FROM course.local/busybox:1.37
   2 | >>> RUN apt-get install nosuch
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get install \\"nosuch\\"" did not complete successfully: exit code: 100
`,
  kind: `cgroup v1 is deprecated in Kubernetes and will not be supported in a future kind release, please upgrade to cgroup v2
Creating cluster "x" ...
 • Preparing nodes 📦   ...
 ✗ Preparing nodes 📦 
Deleted nodes: ["x-control-plane"]
ERROR: failed to create cluster: command "docker run --name x-control-plane --privileged --volume=/proc/nowhere:/x --publish=127.0.0.1:43607:6443/TCP course.local/node" failed with error: exit status 127

Command Output: 56b67df164a4f85f9cd47b37ed2841e1b376fb085cbb903a9175ae3add03a486
docker: Error response from daemon: error while creating mount source path '/proc/nowhere': mkdir /proc/nowhere: no such file or directory

Run 'docker run --help' for more information
`,
  kubeadm: `ERROR: failed to create cluster: failed to init node with kubeadm: command "docker exec --privileged x-control-plane kubeadm init --config=/kind/kubeadm.conf" failed with error: exit status 1
Command Output: I1127 08:20:01.123456     150 initconfiguration.go:261] loading configuration from "/kind/kubeadm.conf"
W1127 08:20:01.123999     150 common.go:101] your configuration file uses a deprecated API spec
[init] Using Kubernetes version: v1.36.0
[kubelet-check] The kubelet is not healthy after 4m0.000953384s
error: error execution phase wait-control-plane: failed while waiting for the kubelet to start: The HTTP call equal to 'curl -sSL http://127.0.0.1:10248/healthz' returned error
To see the stack trace of this error execute with --v=5 or higher
`,
  registry: `time="2026-11-27T04:40:11Z" level=warning msg="No HTTP secret provided - generated random secret. This may cause problems with uploads"
time="2026-11-27T04:40:11Z" level=info msg="listening on [::]:5000"
`,
  registryFatal: `time="2026-11-27T04:40:11Z" level=warning msg="No HTTP secret provided - generated random secret."
time="2026-11-27T04:40:12Z" level=fatal msg="open /registry/htpasswd: permission denied"
`,
  apt: `W: Target Packages is configured multiple times
E: Failed to fetch http://deb.debian.org/debian/pool/k/kind.deb  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)
E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?
W: Some index files failed to download.
`,
  go: `go: downloading k8s.io/api v0.36.0
k8s.io/api@v0.36.0: Get "https://proxy.golang.org/k8s.io/api/@v/v0.36.0.zip": dial tcp: lookup proxy.golang.org: no such host
`,
  python: `Traceback (most recent call last):
  File "x.py", line 1
ValueError
`,
};

describe('the cause that is quoted', () => {
  test('of docker run is what the daemon refused, without advice', () => {
    expect(quoteCause(recorded.dockerRun)).toBe(
      'invalid mount config for type "bind": bind source path does not exist: /nowhere/x',
    );
  });

  test('of docker build is the line of the program that failed, and the step it failed in', () => {
    expect(quoteCause(recorded.dockerBuild)).toBe(
      [
        'E: Unable to locate package nosuch',
        'the command did not complete successfully: exit code: 100',
        'failed to build: failed to solve: the command did not complete successfully: exit code: 100',
      ].join('\n'),
    );
  });

  test('of kind holds what Docker said, and no command line of forty words', () => {
    expect(quoteCause(recorded.kind)).toBe(
      [
        'failed to create cluster: command "docker run …" failed with error: exit status 127',
        "error while creating mount source path '/proc/nowhere': mkdir /proc/nowhere: no such file or directory",
      ].join('\n'),
    );
  });

  test('of kubeadm is its error, and neither its news nor its warnings', () => {
    const cause = quoteCause(recorded.kubeadm);
    expect(cause).toContain('error execution phase wait-control-plane: failed while waiting for the kubelet');
    expect(cause).toContain('failed to init node with kubeadm: command "docker exec …" failed');
    expect(cause).not.toMatch(/deprecated|initconfiguration|stack trace|Using Kubernetes/u);
  });

  test('is never a warning: a log of nothing else has no cause', () => {
    expect(quoteCause(recorded.registry)).toBeUndefined();
    expect(quoteCause('')).toBeUndefined();
  });

  test('of a log is its fatal line, not the warning that every start writes', () => {
    expect(quoteCause(recorded.registryFatal)).toMatch(
      /level=fatal msg="open \/registry\/htpasswd: permission denied"$/u,
    );
  });

  test('of apt and go is the address that did not answer', () => {
    expect(quoteCause(recorded.apt)).toMatch(/^E: Failed to fetch .*Could not connect to 127\.0\.0\.1:9/u);
    expect(quoteCause(recorded.apt)).not.toContain('W:');
    expect(quoteCause(recorded.go)).toMatch(/no such host$/u);
  });

  test('of a program that marks nothing is its last words', () => {
    expect(quoteCause(recorded.python)).toMatch(/ValueError$/u);
    expect(quoteCause('one\n\u001b[31mtwo\u001b[0m\n')).toBe('one\ntwo');
  });

  test('is four lines at most, the first and the last, each shortened', () => {
    const many = Array.from({ length: 40 }, (_, at) => `error: ${at} ${'x'.repeat(600)}`).join('\n');
    const cause = quoteCause(many) ?? '';
    expect(cause.split('\n').map((line) => Number.parseInt(line.replace('error: ', ''), 10))).toEqual([0, 1, 2, 39]);
    expect(cause.length).toBeLessThan(1700);
  });
});
