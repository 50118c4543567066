import { findMinikubeImage } from '@drydock/images';
import { describe } from 'vitest';
import { describeDriver } from '../../testing/conformance.ts';
import { openMinikubeBench } from '../../testing/minikube/bench.ts';
import { deepFreezeLack } from '../docker/deep/lack.ts';
import { minikubeInfo } from './info.ts';
import { checkMinikube } from './preflight.ts';

/** Returns why the suite cannot run on this machine: most have no minikube, and its base image is built for those alone who chose the driver. */
async function lack(): Promise<string | undefined> {
  const [problem] = await checkMinikube({});
  if (problem) return problem.message;
  if (await findMinikubeImage()) return undefined;
  return 'The base image is not built: `DRYDOCK_DRIVER=minikube npx drydock images build`.';
}

const missing = await lack();
// Whether memory can be put away is the host's to say.
const info = { ...minikubeInfo, hasDeepFreeze: deepFreezeLack() === undefined };

const reason = missing ?? 'the program and its base image are here';

describe.runIf(missing === undefined)(`minikube: ${reason}`, () => {
  describeDriver(info, openMinikubeBench, { hasCluster: true });
});
