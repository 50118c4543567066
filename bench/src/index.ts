export { compareReports } from './beside/compare.ts';
export { benchCell } from './cell/bench.ts';
export { benchFleet } from './fleet/bench.ts';
export { benchStart } from './start/bench.ts';
export { benchTerminal } from './terminal/bench.ts';
export type { Aim } from './times.ts';
export { benchView } from './view/bench.ts';
export { benchVerdict, chooseLabs } from './verdict/bench.ts';
