import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Every pin of every image; `versions.json` is the one file that states a version. */
export const Versions = z.strictObject({
  kubernetes: z.string(),
  go: z.string(),
  coredns: z.string(),
  metricsServer: z.string(),
  localPathProvisioner: z.string(),
  etcd: z.string(),
  networkPolicies: z.string(),
  crictl: z.string(),
  registry: z.string(),
  pause: z.string(),
  podNetwork: z.string(),
  kindestNode: z.strictObject({ kind: z.string(), kubernetes: z.string(), ref: z.string() }),
  debian: z.strictObject({
    mirror: z.url(),
    suite: z.string(),
    newerSuite: z.string(),
    newerPackages: z.record(z.string(), z.string()),
  }),
  lab: z.strictObject({
    nginx: z.string(),
    stress: z.string(),
    busybox: z.string(),
    redis: z.string(),
    agnhost: z.string(),
    registry: z.string(),
    toolbox: z.string(),
    web: z.array(z.string()),
  }),
  workspace: z.strictObject({ node: z.string() }),
});
export type Versions = z.infer<typeof Versions>;

/** The pins of this checkout, read from `images/versions.json`. */
export const versions: Versions = Versions.parse(
  JSON.parse(readFileSync(new URL('../../versions.json', import.meta.url), 'utf8')),
);
