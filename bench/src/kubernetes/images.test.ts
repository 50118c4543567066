import { expect, test } from 'vitest';
import { standIns } from './images.ts';

test('every version of an image is stood for by the one we have, and what we have not is left out', () => {
  const wanted = [
    'registry.k8s.io/e2e-test-images/agnhost:2.55',
    'registry.k8s.io/e2e-test-images/agnhost:2.63.0',
    'registry.k8s.io/pause:3.10.2',
    'registry.k8s.io/e2e-test-images/volume/nfs:1.6.0',
    'gcr.io/k8s-authenticated-test/agnhost:2.6',
    'invalid.registry.k8s.io/invalid/alpine:3.1',
  ];
  expect(standIns(wanted, { agnhost: 'drydock/test-agnhost:1', pause: 'course.local/pause:1' })).toEqual([
    { wanted: wanted[0], image: 'drydock/test-agnhost:1' },
    { wanted: wanted[1], image: 'drydock/test-agnhost:1' },
    { wanted: wanted[2], image: 'course.local/pause:1' },
  ]);
});
