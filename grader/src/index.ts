export type { Evidence } from './evidence.ts';
export { createGrader, type Grader, type GraderLog, type GraderOptions } from './grader.ts';
export { type Check, type Lab, publicLab, type Task } from './lab.ts';
export { type LabCatalogue, loadLab, loadLabs, type LoadOptions } from './labs.ts';
export type { NodeAccess, OpenNode } from './node.ts';
export { drawParameters } from './parameters.ts';
export { formatProblem, LabProblem } from './problem.ts';
export { type LabProof, proveLab, type ProveOptions } from './prove.ts';
export { type Regrade, regrade } from './regrade.ts';
