import { expect, test } from 'vitest';
import { object, pod, told, waiting } from '../testing/because-world.ts';

test('a workload is explained by its Pods, or by what refuses them', async () => {
  const owned = (uid: string) => ({ ownerReferences: [{ uid }] });
  const deployment = object('Deployment', 'web', { spec: { replicas: 2 }, status: {} });
  const set = object('ReplicaSet', 'web-1', {}, owned('Deployment-web'));
  const bad = pod(waiting('ErrImagePull', 'no'), { container: { image: 'nginx' } });
  const objects = [
    set,
    { ...bad, metadata: { ...bad.metadata, ...owned('ReplicaSet-web-1') } },
    pod(waiting('CrashLoopBackOff')),
  ];
  expect(await told(deployment, { objects })).toContain('The image nginx cannot be pulled');
  const refusal = {
    type: 'ReplicaFailure',
    status: 'True',
    message: 'pods "web-1" is forbidden: exceeded quota: small',
  };
  expect(await told({ ...deployment, status: { conditions: [refusal] } })).toBe(
    'Deployment lab/web cannot create its Pods. Kubernetes says: “pods "web-1" is forbidden: exceeded quota: small”',
  );
  expect(
    await told(object('Job', 'pack'), { warnings: { 'Job-pack': 'admission webhook denied the request' } }),
  ).toContain('admission webhook denied');
  expect(await told({ ...deployment, spec: { replicas: 0 } })).toBe('Deployment lab/web has spec.replicas 0.');
  expect(await told({ ...deployment, spec: { paused: true } })).toContain('is paused');
  const service = object('Service', 'web', { spec: { selector: { app: 'web' } } });
  expect(await told(service)).toContain('selects app=web, but no Pod');
  expect(await told(service, { objects })).toContain('The image nginx cannot be pulled');
});
