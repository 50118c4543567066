export { foldersIn, mutantTargets } from './catalogue/folders.ts';
export { type LabCatalogue, loadLab, loadLabs } from './catalogue/labs.ts';
export type { LabImageTags } from './catalogue/references.ts';
export { furtherScript, furtherSolutions, scriptOf } from './catalogue/setup/script.ts';
export { readSetup } from './catalogue/setup/setup.ts';
export { readSetupFiles, type SetupFile } from './catalogue/setup/setup-files.ts';
export { decodeText, readTextFile } from './catalogue/text-file.ts';
export { type CodeQuestion, runCode } from './custom-check/custom-check-thread.ts';
export type { Code, CodeCheck, Look } from './custom-check/custom-check.ts';
export { actualOf, explained } from './expression/actual.ts';
export { environmentOf, evaluate, type Outcome, treeOf } from './expression/cel.ts';
export { chinese, containerState, type ContainerStatus } from './expression/container-state.ts';
export { formatValue } from './expression/format-value.ts';
export { fieldsToCel } from './expression/functions/to-cel.ts';
export { addQuantities, parseQuantity } from './expression/quantity.ts';
export {
  type Check,
  type Lab,
  labNeeds,
  type LabSetup,
  type NodePath,
  publicLab,
  type SetupCondition,
  type Task,
} from './lab.ts';
export { probes } from './language/attributes/attributes.ts';
export { nodeParts } from './language/attributes/node-names.ts';
export { boundParameters, parameterNames } from './language/attributes/parameter-names.ts';
export { lookLimitMs } from './probe/attribute-values.ts';
export type { CodeProbe } from './probe/code.ts';
export type { EventProbe } from './probe/event.ts';
export type { ExecProbe } from './probe/exec.ts';
export type { FileProbe } from './probe/file.ts';
export type { HttpProbe } from './probe/http.ts';
export { kindNamed, kindOf, type Probe, probeKinds, type ProbeName } from './probe/kinds.ts';
export type { LogsProbe } from './probe/logs.ts';
export type { NodeProbe } from './probe/node.ts';
export type { Subject } from './probe/probe-kind.ts';
export { formatSeconds } from './language/duration.ts';
export { formatRef, parseCollectionRef, parseObjectRef, podObject, type PodRef } from './language/reference.ts';
export { areSameCommands, scriptOfShown } from './language/blocks/solution-blocks.ts';
export type { CellNeed, LessonCell } from './lesson/cell.ts';
export { createLessonHeads, hasRegistry, type LessonHead, type LessonHeads } from './lesson/lesson-head.ts';
export { readGlossary } from './lesson/glossary-file.ts';
export { formatLessonProblem, lintLessons } from './lesson/lessons.ts';
export { sameCells } from './lesson/lint/same-cells.ts';
export { hasCells, type LessonPage, type LessonPages, loadLessons } from './lesson/load-lessons.ts';
export { readLesson } from './lesson/read-lesson.ts';
export { suggest } from './lint/suggest.ts';
export { drawAgain, drawParameters, fillCheck, fillRef, probesOf } from './parameters.ts';
export { areHarmless, formatProblem, type LabProblem } from './problem.ts';
export { isPassed, pointsReached, resumePoints, scriptUpTo, tasksAround } from './resume-points.ts';
export { schema } from './schema/kinds.ts';
export type { Schema } from './schema/schema.ts';
export type { CheckInput } from './language/attributes/attributes.ts';
export type { TaskInput } from './language/attributes/task-attributes.ts';
export { draftLab } from './language/combine.ts';
export { type LabHead, readLabHead } from './catalogue/lab-head.ts';
export { offeredElements, secretElements } from './language/elements.ts';
