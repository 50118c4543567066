export type {
  Audience,
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
} from './driver.ts';
export { driverNamed, type DriverName, driverNames, knownDrivers } from './known-drivers.ts';
export { lackOf } from './lack.ts';
export { createFakeDriver } from './drivers/fake/driver.ts';
export { fakeAgentSocket } from './drivers/fake/sandbox.ts';
export type { FakeDriverOptions } from './drivers/fake/options.ts';
export { createKindDriver } from './drivers/kind/driver.ts';
export { type KindDriverOptions, settingsOf } from './drivers/kind/options.ts';
export { type Need, type UnmetNeed, unmetNeeds } from './drivers/kind/preflight.ts';
export { type ClaimOptions, createFleet, type Fleet, type FleetStatus } from './fleet/fleet.ts';
export type { FleetOptions } from './fleet/options.ts';
