export { foldersIn, mutantTargets } from './catalogue/folders.ts';
export { type LabCatalogue, loadLab, loadLabs } from './catalogue/labs.ts';
export { furtherScript, furtherSolutions, scriptOf } from './catalogue/script.ts';
export { readSetup } from './catalogue/setup.ts';
export { readTextFile } from './catalogue/text-file.ts';
export { type CodeQuestion, runCode } from './custom-check/custom-check-thread.ts';
export type { Code, CodeCheck, Look } from './custom-check/custom-check.ts';
export { actualOf, explained } from './expression/actual.ts';
export { environmentOf, evaluate, type Outcome, treeOf } from './expression/cel.ts';
export { chinese, containerState, type ContainerStatus } from './expression/container-state.ts';
export { formatValue } from './expression/format-value.ts';
export { toCel } from './expression/functions/to-cel.ts';
export { addQuantities, parseQuantity } from './expression/quantity.ts';
export {
  type Check,
  type Lab,
  labNeeds,
  publicLab,
} from './lab.ts';
export { probes } from './language/attributes.ts';
export { lookLimitMs } from './probe/attribute-values.ts';
export type { CodeProbe } from './probe/code.ts';
export type { EventProbe } from './probe/event.ts';
export type { ExecProbe } from './probe/exec.ts';
export type { HttpProbe } from './probe/http.ts';
export { kindOf, type Probe, probeKinds, type ProbeName } from './probe/kinds.ts';
export type { LogsProbe } from './probe/logs.ts';
export { formatSeconds } from './language/duration.ts';
export { formatRef, parseCollectionRef, parseObjectRef, podObject, type PodRef } from './language/reference.ts';
export { areSameCommands, scriptOfShown } from './language/solution-blocks.ts';
export { formatLessonProblem, lintLessons } from './lesson/lessons.ts';
export { suggest } from './lint/suggest.ts';
export { drawParameters, fillCheck, probesOf } from './parameters.ts';
export { areHarmless, formatProblem, type LabProblem } from './problem.ts';
export type { Schema } from './schema/schema.ts';
export { type CheckInput, type TaskInput } from './language/attributes.ts';
