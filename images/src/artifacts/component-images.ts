import { join } from 'node:path';
import { imageArtifact, type FilesArtifact, type ImageArtifact } from '../artifact.ts';
import { baseImage } from './base-image.ts';
import { dockerBuild } from '../docker/docker-build.ts';
import { imagesPath } from '../folder.ts';
import { goPrograms } from './go-program.ts';
import { filesOf } from '../recipe.ts';
import { versions } from '../versions/versions.ts';

/** An image of the cluster itself, and the name it has inside a node. */
export interface ComponentImage {
  readonly image: ImageArtifact;
  readonly nameInNode: string;
}

interface Component {
  readonly name: string;
  readonly nameInNode: string;
  readonly program?: FilesArtifact;
  readonly files?: readonly string[];
  readonly on?: ImageArtifact;
}

function componentImage({ name, program, files = [], on }: Omit<Component, 'nameInNode'>): ImageArtifact {
  const folder = imagesPath(`component/${name}`);
  return imageArtifact({
    id: `component-${name}`,
    title: `Pack ${name}`,
    repository: `drydock/${name}`,
    recipe: { folder: filesOf(folder), files },
    needs: [...(program === undefined ? [] : [program]), ...(on === undefined ? [] : [on])],
    build: (context, image) =>
      dockerBuild(context, {
        folder,
        image,
        files: Object.fromEntries(
          program === undefined ? [] : files.map((file) => [file, join(program.path(context.host), file)]),
        ),
        buildArgs: on === undefined ? {} : { BASE: on.ref },
      }),
  });
}

const networkBase = componentImage({ name: 'node-network', on: baseImage });
const { kubernetes, etcd, coredns, metricsServer, localPathProvisioner, networkPolicies } = goPrograms;

const upstream = (name: string, tag: string): string => `registry.k8s.io/${name}:${tag}`;
const own = (name: string, tag: string): string => `course.local/${name}:${tag}`;
const kubernetesComponent = (name: string): Component => ({
  name,
  nameInNode: upstream(name, `v${versions.kubernetes}`),
  program: kubernetes,
  files: [name],
});

/** The images that only a built node needs; the names kubeadm asks for where kubeadm does the asking. */
const controlPlane: readonly Component[] = [
  kubernetesComponent('kube-apiserver'),
  kubernetesComponent('kube-controller-manager'),
  kubernetesComponent('kube-scheduler'),
  { ...kubernetesComponent('kube-proxy'), on: networkBase },
  { name: 'etcd', nameInNode: upstream('etcd', `${versions.etcd}-0`), program: etcd, files: ['etcd', 'etcdctl'] },
  {
    name: 'coredns',
    nameInNode: upstream('coredns/coredns', `v${versions.coredns}`),
    program: coredns,
    files: ['coredns'],
  },
  { name: 'pause', nameInNode: own('pause', versions.pause), on: baseImage },
  {
    name: 'local-path-provisioner',
    nameInNode: own('local-path-provisioner', versions.localPathProvisioner),
    program: localPathProvisioner,
    files: ['local-path-provisioner'],
  },
];

/** What kind's own node image does not have either: metrics-server, and the Pod network that a student installs by hand. */
const additions: readonly Component[] = [
  {
    name: 'metrics-server',
    nameInNode: own('metrics-server', versions.metricsServer),
    program: metricsServer,
    files: ['metrics-server'],
  },
  { name: 'pod-network', nameInNode: own('pod-network', versions.podNetwork), on: networkBase },
  {
    name: 'kube-network-policies',
    nameInNode: own('kube-network-policies', versions.networkPolicies),
    program: networkPolicies,
    files: ['kube-network-policies'],
  },
];

const make = (component: Component): ComponentImage => ({
  image: componentImage(component),
  nameInNode: component.nameInNode,
});

export const controlPlaneImages: readonly ComponentImage[] = controlPlane.map(make);
export const additionalImages: readonly ComponentImage[] = additions.map(make);
