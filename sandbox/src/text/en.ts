import type { Capability, SandboxProfile, Words } from '@drydock/model';

/** What a driver lacks, in a sentence about a lab. */
export interface Lack {
  readonly lab: string;
  readonly driver: string;
  readonly profile: SandboxProfile;
  readonly missing: readonly Capability[];
  /** The profiles that the driver has. */
  readonly profiles: readonly SandboxProfile[];
}

/** What a driver that lacks something refuses. */
export type Refused = Capability | 'freeze';

function nameOf(capability: Capability, profile: SandboxProfile): string {
  return {
    profile: `clusters of the profile ${profile}`,
    nodeShell: 'access to nodes',
    registry: 'a private registry',
  }[capability];
}

const refused: Readonly<Record<Refused, string>> = {
  profile: 'makes no cluster of this profile',
  nodeShell: 'gives no access to nodes',
  registry: 'has no private registry',
  freeze: 'cannot freeze a sandbox',
};

/** What the sandbox room tells a student, in English. */
export const en = {
  cannot: (driver: string, what: Refused): Words => ({
    message: `The driver ${driver} ${refused[what]}.`,
    fix: 'Use a driver that can; `info` of each says what it can do.',
  }),
  lacks: ({ lab, driver, profile, missing, profiles }: Lack): Words => {
    const named = missing.map((capability) => nameOf(capability, profile)).join(' and ');
    const has = missing.includes('profile') ? ` The driver makes ${profiles.join(', ') || 'no profile'}.` : '';
    return {
      message: `Lab ${lab} needs ${named}, which the driver ${driver} does not have.${has}`,
      fix: 'Choose another lab, or run this one on a server with another DRYDOCK_DRIVER (kind has it all).',
    };
  },
};
