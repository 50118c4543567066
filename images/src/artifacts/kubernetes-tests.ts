import { join } from 'node:path';
import { filesArtifact, imageArtifact } from '../artifact.ts';
import { dockerBuild } from '../docker/docker-build.ts';
import { imagesPath } from '../folder.ts';
import { filesOf } from '../recipe.ts';
import { versions } from '../versions/versions.ts';
import { goEnvironment, goPrograms, kubernetesVersion } from './go-program.ts';
import { labImages, nameAndTag } from './lab-images.ts';

const folder = imagesPath('go/e2e');
const agnhostFolder = imagesPath('conformance/agnhost');
const nonewprivsFolder = imagesPath('conformance/nonewprivs');
const settings = Object.entries(kubernetesVersion('k8s.io/component-base/version'));
const flags = [
  '-trimpath',
  '-buildvcs=false',
  '-ldflags',
  `-s -w ${settings.map(([k, v]) => `-X ${k}=${v}`).join(' ')}`,
];

/** The tests of the Kubernetes project as a program, `e2e.test`, and `ginkgo`, which runs it in several processes. */
export const kubernetesTests = filesArtifact({
  id: 'go-e2e',
  title: `Compile the tests of Kubernetes ${versions.kubernetes}`,
  lane: 'compile',
  recipe: { module: filesOf(folder), flags, environment: goEnvironment },
  build: async (context, out) => {
    const options = { cwd: folder, env: goEnvironment };
    await context.run(
      'go',
      ['test', '-c', ...flags, '-o', join(out, 'e2e.test'), 'k8s.io/kubernetes/test/e2e'],
      options,
    );
    await context.run(
      'go',
      ['build', ...flags, '-o', join(out, 'ginkgo'), 'github.com/onsi/ginkgo/v2/ginkgo'],
      options,
    );
  },
});

const toolbox = labImages.filter((image) => nameAndTag(image).name === 'toolbox');

/** The agnhost that those tests expect: with a shell, curl, dig and nc beside it. */
export const testAgnhost = imageArtifact({
  id: 'test-agnhost',
  title: 'Build the test server with a shell',
  repository: 'drydock/test-agnhost',
  recipe: { folder: filesOf(agnhostFolder) },
  needs: [...toolbox, goPrograms.kubernetes],
  build: (context, image) =>
    dockerBuild(context, {
      folder: agnhostFolder,
      image,
      files: { agnhost: join(goPrograms.kubernetes.path(context.host), 'agnhost') },
      buildArgs: { BASE: toolbox[0]?.ref ?? '' },
    }),
});

/** The image of their test that a program of root's gets no more rights where that is forbidden. */
export const testNonewprivs = imageArtifact({
  id: 'test-nonewprivs',
  title: 'Build the image that asks for more rights',
  repository: 'drydock/test-nonewprivs',
  recipe: { folder: filesOf(nonewprivsFolder) },
  needs: [testAgnhost],
  build: (context, image) =>
    dockerBuild(context, { folder: nonewprivsFolder, image, buildArgs: { BASE: testAgnhost.ref } }),
});
