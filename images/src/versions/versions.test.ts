import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { atLeast, matchesTag } from './debian-version.ts';
import { checkoutPath, imagesPath } from '../folder.ts';
import { defaultCni, defaultStorage, metricsServer } from '../artifacts/manifests.ts';
import { imageRefs } from './refs.ts';
import { versions } from './versions.ts';

const goMod = (program: string): string => readFileSync(imagesPath(`go/${program}/go.mod`), 'utf8');
const minor = versions.kubernetes.replace(/^1\./, '');

describe('versions.json states what is built', () => {
  test.each([
    ['kubernetes', `k8s.io/kubernetes v${versions.kubernetes}`],
    ['e2e', `k8s.io/kubernetes v${versions.kubernetes}`],
    ['etcd', `go.etcd.io/etcd/server/v3 v${versions.etcd}`],
    ['etcd', `go.etcd.io/etcd/etcdctl/v3 v${versions.etcd}`],
    ['etcd', `go.etcd.io/etcd/etcdutl/v3 v${versions.etcd}`],
    ['network-policies', `sigs.k8s.io/kube-network-policies v${versions.networkPolicies}`],
    ['crictl', `sigs.k8s.io/cri-tools v${versions.crictl}`],
    ['coredns', `github.com/coredns/coredns v${versions.coredns}`],
    ['metrics-server', `sigs.k8s.io/metrics-server v${versions.metricsServer}`],
    ['local-path-provisioner', `github.com/rancher/local-path-provisioner v${versions.localPathProvisioner}`],
    ['registry', `github.com/distribution/distribution/v3 v${versions.registry}`],
  ])('%s is built from %s', (program, requirement) => {
    expect(
      goMod(program)
        .split('\n')
        .map((line) =>
          line
            .trim()
            .replace(/^require /, '')
            .replace(/ \/\/ indirect$/, ''),
        ),
    ).toContain(requirement);
  });

  test('every part of Kubernetes has one version', () => {
    const replaced = [...goMod('kubernetes').matchAll(/^\t(k8s\.io\/\S+) => k8s\.io\/\S+ (v\S+)$/gm)];
    expect(replaced.length).toBeGreaterThan(20);
    for (const [, module, version] of replaced) expect(`${module} ${version}`).toBe(`${module} v0.${minor}`);
  });

  test('no program asks for a newer Go than the pinned one, and one asks for that', () => {
    const asked = readdirSync(imagesPath('go')).map((program) => /^go (\S+)$/m.exec(goMod(program))?.[1] ?? 'nothing');
    expect(asked).toContain(versions.go);
    expect(asked.filter((go) => !atLeast(versions.go, go))).toEqual([]);
  });

  test('the node of kind is pinned by digest and its name holds its Kubernetes version', () => {
    expect(versions.kindestNode.ref).toMatch(/@sha256:[0-9a-f]{64}$/);
    expect(versions.kindestNode.ref).toContain(`kindest/node:v${versions.kindestNode.kubernetes}@`);
  });

  test('every lab image has a folder, and every folder is a lab image', () => {
    const built = Object.keys(imageRefs().lab);
    expect(built.toSorted()).toEqual(readdirSync(imagesPath('lab')).toSorted());
    expect(Object.keys(versions.lab).toSorted()).toEqual(built.toSorted());
  });

  test('the manifests of a new cluster name the pinned images and leave no mark unfilled', () => {
    const manifests = `${defaultCni()}\n${defaultStorage()}\n${metricsServer()}`;
    expect(manifests).not.toMatch(/@[A-Z_]+@/);
    const named = [...manifests.matchAll(/image: (\S+)/g)].map(([, image = '']) => image);
    expect(new Set(named)).toEqual(
      new Set([
        `course.local/busybox:${versions.lab.busybox}`,
        `course.local/local-path-provisioner:${versions.localPathProvisioner}`,
        `course.local/metrics-server:${versions.metricsServer}`,
        `course.local/pod-network:${versions.podNetwork}`,
        `course.local/kube-network-policies:${versions.networkPolicies}`,
      ]),
    );
  });

  test('the sandbox image of containerd is the pause image that is built', () => {
    const config = readFileSync(imagesPath('node/built/rootfs/etc/containerd/config.toml'), 'utf8');
    expect(config).toContain(`sandbox = 'course.local/pause:${versions.pause}'`);
  });

  test('the workspace has the pinned line of Node', () => {
    const require = createRequire(checkoutPath('package.json'));
    const { version } = require(`node-linux-${process.arch}/package.json`) as { version: string };
    expect(matchesTag(version, versions.workspace.node)).toBe(true);
  });
});
