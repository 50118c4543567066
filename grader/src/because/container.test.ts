import { expect, test } from 'vitest';
import { pod, told, waiting } from '../testing/because-world.ts';

const backOff = (image: string, words: string) =>
  `Back-off pulling image "${image}": ErrImagePull: rpc error: code = NotFound desc = ${words}`;

test('an image of no registry that there is: which one the lab means, with what the registry said', async () => {
  const image = 'polinux/stress';
  for (const state of [
    waiting('ImagePullBackOff', backOff(image, 'dial tcp: no such host')),
    waiting('ErrImagePull', 'dial tcp: no such host'),
  ])
    expect(await told(pod(state, { container: { image } }))).toBe(
      'The image polinux/stress cannot be pulled: this cluster has only the images of the course. This lab uses course.local/stress:1.0. Kubernetes says: “dial tcp: no such host”',
    );
});

test('a misspelt image of the course, one that is pulled in vain, and one that a registry refuses', async () => {
  const state = waiting('ErrImagePull', 'failed: 401 Unauthorized');
  expect(await told(pod(state, { container: { image: 'course.local/strss:1.0' } }))).toBe(
    'There is no image course.local/strss:1.0 on this cluster. This lab uses course.local/stress:1.0.',
  );
  expect(await told(pod(state, { container: { imagePullPolicy: 'Always' } }))).toContain('Use IfNotPresent');
  expect(await told(pod(state, { container: { image: 'registry.course.local:5000/a:v1' } }))).toBe(
    'The image registry.course.local:5000/a:v1 could not be pulled. Kubernetes says: “failed: 401 Unauthorized”',
  );
  expect(await told(pod(waiting('InvalidImageName', 'bad'), { container: { image: 'A:b:c' } }))).toContain('A:b:c');
});

test('a crash: exit code, reason and the last line before it', async () => {
  const ended = { terminated: { exitCode: 1, reason: 'Error' } };
  const world = { line: 'stress: FAIL: unrecognized option: 150M' };
  const words = 'Container web ended with exit code 1. Its last line: “stress: FAIL: unrecognized option: 150M”';
  expect(await told(pod(waiting('CrashLoopBackOff'), { lastState: ended, restartCount: 2 }), world)).toBe(words);
  expect(await told(pod(ended), world)).toBe(words);
  expect(await told(pod({ running: {} }, { lastState: ended, restartCount: 2 }), world)).toBe(words);
  expect(
    await told(pod(waiting('CrashLoopBackOff'), { lastState: { terminated: { exitCode: 0, reason: 'Completed' } } })),
  ).toBe('Container web exits with code 0 and is restarted every time: its command does not keep running.');
  expect(
    await told(
      pod({
        terminated: {
          exitCode: 128,
          reason: 'StartError',
          message: 'exec: "strss": executable file not found in $PATH',
        },
      }),
    ),
  ).toBe('Container web could not be started. Kubernetes says: “exec: "strss": executable file not found in $PATH”');
});

test('a container that ends and is restarted is reported as one that does not keep running', async () => {
  const lastState = { terminated: { exitCode: 0, reason: 'Completed' } };
  expect(await told(pod({ running: {} }, { lastState, restartCount: 1 }))).toContain('is restarted every time');
  expect(await told(pod(lastState))).toBe('Container web has finished (exit code 0).');
});

test('a container that was killed for its memory is reported with its limit, without reading its log', async () => {
  const killed = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
  const container = { resources: { limits: { memory: '100Mi' } } };
  expect(await told(pod(waiting('CrashLoopBackOff'), { lastState: killed, container }))).toBe(
    'Container web used more memory than its limit of 100Mi and was killed (OOMKilled, exit code 137).',
  );
});

test('the failing container is the one reported, an init container before the others', async () => {
  const status = { initContainerStatuses: [{ name: 'first', state: { terminated: { exitCode: 3 } } }] };
  expect(await told(pod(waiting('PodInitializing'), { status }), { line: 'no' })).toBe(
    'Container first ended with exit code 3. Its last line: “no”',
  );
});

test('what a container waits for', async () => {
  expect(await told(pod(waiting('CreateContainerConfigError', 'configmap "settings" not found')))).toBe(
    'Container web cannot be created with this configuration. Kubernetes says: “configmap "settings" not found”',
  );
  const warnings = { 'Pod-demo': 'MountVolume.SetUp failed for volume "x" : secret "y" not found' };
  expect(await told(pod(waiting('ContainerCreating')), { warnings })).toContain('secret "y" not found');
  expect(await told(pod(waiting('ContainerCreating')))).toBeUndefined();
  const probed = { container: { readinessProbe: {} } };
  const words = { warnings: { 'Pod-demo': 'Readiness probe failed: HTTP probe failed with statuscode: 404' } };
  expect(await told(pod({ running: {} }, probed), words)).toContain('statuscode: 404');
  expect(await told(pod({ running: {} }), words)).toBeUndefined();
});

test("the cluster's message becomes one short line and keeps its end, where the reason is", async () => {
  const words = `failed to pull and unpack image "docker.io/polinux/stress:latest": ${'failed to resolve reference: '.repeat(20)}dial tcp:\u001B[31m no such\n host`;
  const text = (await told(pod(waiting('ErrImagePull', words), { container: { image: 'polinux/stress' } }))) ?? '';
  expect(text).toMatch(/“… .*dial tcp: no such host”$/);
  expect(text.length).toBeLessThan(420);
});
