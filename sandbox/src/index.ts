export type {
  Audience,
  DriverFacts,
  ExecAccess,
  ExecOptions,
  ExecResult,
  Lifetime,
  NodeAccess,
  RegistryAccess,
  RegistryContent,
  Sandbox,
  SandboxDriver,
  SandboxSpec,
  UnmetNeed,
} from './driver.ts';
export { driverNamed, type DriverName, driverNames, type KnownDriver, knownDrivers } from './known-drivers.ts';
export { cellLackOf } from './cell-lack.ts';
export { lackOf, missingOf } from './lack.ts';
export { createFakeDriver } from './drivers/fake/driver.ts';
export { fakeAgentSocket } from './drivers/fake/sandbox.ts';
export type { FakeDriverOptions } from './drivers/fake/options.ts';
export { deepFreezeLack, type DeepFreezeLack } from './drivers/docker/deep/lack.ts';
export { hardeningOf } from './tiers/hardening-of.ts';
export { demandTier, type Tier, tierNamed } from './tiers/tier.ts';
export { createKindDriver } from './drivers/kind/driver.ts';
export type { HostRequirements } from './requirements.ts';
export { type ClaimOptions, createFleet, type Fleet, type FleetStatus } from './fleet/fleet.ts';
export type { FleetOptions, Warm } from './fleet/options.ts';
export { memoryOf, reserveOf, shortageOf } from './fleet/room.ts';
