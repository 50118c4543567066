import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageArtifact, type BuildContext, type ImageArtifact } from '../artifact.ts';
import { additionalImages, controlPlaneImages, type ComponentImage } from './component-images.ts';
import { importRoot, nodeRoot } from './debian-root.ts';
import { dockerBuild } from '../docker/docker-build.ts';
import { imagesPath } from '../folder.ts';
import { goPrograms } from './go-program.ts';
import { importImages, importRecipe } from './image-import.ts';
import { labImages } from './lab-images.ts';
import { defaultCni, defaultStorage, metricsServer } from './manifests.ts';
import { filesOf, recipeHash } from '../recipe.ts';
import { versions } from '../versions/versions.ts';

const nodeBinaries = ['kubeadm', 'kubectl', 'kubelet'];
/** kind's own node has crictl, but no program of etcd. */
const etcdTools = ['etcdctl', 'etcdutl'];

const rootImage = imageArtifact({
  id: 'node-root',
  title: "Load the node's Debian into Docker",
  repository: 'drydock/node-root',
  recipe: {},
  needs: [nodeRoot],
  build: (context, { ref, recipe }) => importRoot(context, nodeRoot, ref, recipe),
});

const builtManifests = {
  'default-cni.yaml': defaultCni(),
  'default-storage.yaml': `${defaultStorage()}---\n${metricsServer()}`,
};
const pulledManifests = { 'metrics-server.yaml': `---\n${metricsServer()}` };

/** The unit of the SSH server, which only a node without a cluster starts; in both kinds of node. */
const sshUnit = { 'rootfs/etc/systemd/system/ssh.service': imagesPath('node/ssh.service') };
const ssh = filesOf(imagesPath('node/ssh.service'));

/** The files of programs by their place in a build's context. */
function programs(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`bin/${name}`, join(folder, name)]));
}

async function writeManifests(
  context: BuildContext,
  manifests: Record<string, string>,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [name, content] of Object.entries(manifests)) {
    const path = join(context.scratch, name);
    await writeFile(path, content);
    files[`manifests/${name}`] = path;
  }
  return files;
}

const builtBase = imageArtifact({
  id: 'node-base',
  title: `Assemble the node for Kubernetes ${versions.kubernetes}`,
  repository: 'drydock/node-base',
  recipe: { folder: filesOf(imagesPath('node/built')), ssh, manifests: builtManifests, nodeBinaries, etcdTools },
  needs: [rootImage, goPrograms.kubernetes, goPrograms.etcd, goPrograms.crictl],
  build: async (context, image) => {
    await dockerBuild(context, {
      folder: imagesPath('node/built'),
      image,
      files: {
        ...sshUnit,
        ...programs(goPrograms.kubernetes.path(context.host), nodeBinaries),
        ...programs(goPrograms.etcd.path(context.host), etcdTools),
        ...programs(goPrograms.crictl.path(context.host), ['crictl']),
        ...(await writeManifests(context, builtManifests)),
      },
      buildArgs: { ROOT: rootImage.ref, KUBERNETES: versions.kubernetes },
    });
  },
});

const pulledBase = imageArtifact({
  id: 'node-pulled-base',
  title: `Pull the node image of kind for Kubernetes ${versions.kindestNode.kubernetes}`,
  repository: 'drydock/node-pulled-base',
  recipe: {
    folder: filesOf(imagesPath('node/pulled')),
    ssh,
    manifests: pulledManifests,
    etcdTools,
    from: versions.kindestNode.ref,
  },
  needs: [goPrograms.etcd],
  build: async (context, image) => {
    await context.run('docker', ['pull', versions.kindestNode.ref]);
    await dockerBuild(context, {
      folder: imagesPath('node/pulled'),
      image,
      files: {
        ...sshUnit,
        ...programs(goPrograms.etcd.path(context.host), etcdTools),
        ...(await writeManifests(context, pulledManifests)),
      },
      buildArgs: { ROOT: versions.kindestNode.ref },
    });
  },
});

function nodeImage(id: string, base: ImageArtifact, components: readonly ComponentImage[]): ImageArtifact {
  const labs = labImages.map((image) => ({ image, nameInNode: image.ref }));
  const contents = [...components, ...labs];
  return imageArtifact({
    id,
    title: `Put ${contents.length} images into the node`,
    repository: 'drydock/node',
    recipe: { names: contents.map(({ nameInNode }) => nameInNode), importing: importRecipe },
    needs: [base, ...contents.map(({ image }) => image)],
    build: (context, image) => importImages(context, base.ref, contents, image),
  });
}

/** The node image made from Debian packages and Go modules. */
export const builtNode = nodeImage('node', builtBase, [...controlPlaneImages, ...additionalImages]);

/** The node image made on top of kind's published one; the same lab images, the same metrics-server. */
export const pulledNode = nodeImage('node-pulled', pulledBase, additionalImages);

/** What a node is made of beside the images that labs name, by how it was made. */
export const nodeRecipes = {
  built: nodeRecipe(builtBase, [...controlPlaneImages, ...additionalImages]),
  pulled: nodeRecipe(pulledBase, additionalImages),
};

function nodeRecipe(base: ImageArtifact, components: readonly ComponentImage[]): string {
  const packed = components.map(({ image, nameInNode }) => [nameInNode, image.hash]);
  return recipeHash({ base: base.hash, components: packed, importing: importRecipe });
}
