import type { HostRequirements } from '../../requirements.ts';

/** Docker 20.10 cannot start a privileged node on newer kernels. A node takes about 20 inotify instances of root; Linux allows 128, which five clusters use up. */
export const kindRequirements: HostRequirements = {
  programs: { docker: '24.0.0', kind: '0.30.0' },
  inotify: { instances: { least: 512, enough: 8192 }, watches: { enough: 1_048_576 } },
};
