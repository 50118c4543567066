import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { agentBundle, ptySources } from './agent-bundle.ts';
import { imageArtifact, type ImageArtifact } from '../artifact.ts';
import { baseImage } from './base-image.ts';
import { dockerBuild } from '../docker/docker-build.ts';
import { checkoutPath, imagesPath } from '../folder.ts';
import { goPrograms } from './go-program.ts';
import { podNetworkByHand } from './manifests.ts';
import { filesOf } from '../recipe.ts';
import { versions } from '../versions/versions.ts';

/** Image of the Pod behind `node-shell`; every node has it. */
const nodeShellImage = `course.local/busybox:${versions.lab.busybox}`;

/** The Node program that npm installed for this machine's processor, and its version. */
function nodeProgram(): { path: string; version: string } {
  const manifest = createRequire(checkoutPath('package.json')).resolve(`node-linux-${process.arch}/package.json`);
  const { version }: { version: string } = createRequire(manifest)(manifest);
  return { path: join(dirname(manifest), 'bin', 'node'), version };
}

let made: ImageArtifact | undefined;

/** The image of the student's workspace: Debian, kubectl, editors, and the terminal agent with a Node of its own. */
export function workspaceImage(): ImageArtifact {
  made ??= make();
  return made;
}

function make(): ImageArtifact {
  const node = nodeProgram();
  const bundle = agentBundle();
  const folder = imagesPath('workspace');
  const pty = ptySources();
  const podNetwork = podNetworkByHand();
  return imageArtifact({
    id: 'workspace',
    title: 'Build the workspace image',
    repository: 'drydock/workspace',
    recipe: {
      folder: filesOf(folder),
      node: node.version,
      nodeShellImage,
      podNetwork,
      pty: Object.fromEntries(Object.entries(pty).map(([place, source]) => [place, filesOf(source)])),
    },
    needs: [baseImage, goPrograms.kubernetes, bundle],
    build: async (context, image) => {
      const shellImage = join(context.scratch, 'node-shell-image');
      await writeFile(shellImage, `${nodeShellImage}\n`);
      const manifest = join(context.scratch, 'pod-network.yaml');
      await writeFile(manifest, podNetwork);
      await dockerBuild(context, {
        folder,
        image,
        files: {
          ...pty,
          'bin/node': node.path,
          'bin/kubectl': join(goPrograms.kubernetes.path(context.host), 'kubectl'),
          agent: bundle.path(context.host),
          'files/etc/drydock/node-shell-image': shellImage,
          'files/usr/share/course/pod-network.yaml': manifest,
        },
        buildArgs: { BASE: baseImage.ref },
      });
    },
  });
}
