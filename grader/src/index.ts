export { createGrader, type Grader, type GraderOptions } from './grader.ts';
export type { GraderLog } from './log.ts';
export type { GraderMemory } from './memory/memory.ts';
export type { OpenNode } from './node.ts';
export type { ProofCluster } from './proof/prove-stage.ts';
export { type LabProof, proveLab, type ProveOptions, type Trial, trialsOf } from './proof/prove.ts';
export type { OpenRegistry } from './registry/registry.ts';
export type { Evidence } from './submission/evidence.ts';
export { regrade } from './submission/regrade.ts';
