import { z } from 'zod';
import { LessonId } from '../api.ts';
import { cellLimits } from './cell-limits.ts';
import { Problem } from '../problem/problem.ts';

/** A cell's id within its lesson: its place among the lesson's cells, counted from 1. */
export const CellId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export type CellId = z.infer<typeof CellId>;

/** The name of a manifest in the workspace, as in `file="soup.yaml"`. */
export const CellFile = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/**
 * How a run is: `waiting` behind another of its lesson, `running`, `done` with an exit code, `stopped` by the student, or
 * `lost` because the shell or its workspace went away under it.
 */
export const CellState = z.enum(['waiting', 'running', 'done', 'stopped', 'lost']);
export type CellState = z.infer<typeof CellState>;

/** One run of a cell, without its output. */
export const CellRun = z.object({
  id: z.string().regex(/^[a-z0-9]{8,32}$/),
  lesson: LessonId,
  cell: CellId,
  /** The playground it ran in: another one than now makes the output stale. */
  playground: z.string(),
  /** What was run: a cell that reads otherwise now has a stale output. */
  source: z.string(),
  state: CellState,
  exitCode: z.number().int().nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Why there is no exit code, when the run was lost. */
  problem: Problem.nullable(),
});
export type CellRun = z.infer<typeof CellRun>;

/** A piece of a run's output. `offset` counts the bytes of UTF-8 before it, dropped ones too; `text` has the ANSI sequences the programs wrote. */
export const CellOutput = z.object({ run: z.string(), offset: z.number().int().nonnegative(), text: z.string() });
export type CellOutput = z.infer<typeof CellOutput>;

/** A file of the workspace. */
export const CellFileText = z.object({ name: CellFile, text: z.string().max(cellLimits.sourceBytes) });
export type CellFileText = z.infer<typeof CellFileText>;

/**
 * What is written into the workspace before a cell runs: its own `file`, always; of the `manifests` above it those that were not
 * written with this text before, so that what a shell has changed of one since stays.
 */
export const CellFiles = z.object({
  file: CellFileText.optional(),
  manifests: z.array(CellFileText).max(20).optional(),
});
export type CellFiles = z.infer<typeof CellFiles>;

/** `POST /api/playgrounds/:id/cells` → 201 CellRun. The files are written into the workspace before; `source` is what the shell runs. */
export const RunCell = z.object({
  lesson: LessonId,
  cell: CellId,
  source: z.string().min(1).max(cellLimits.sourceBytes),
  ...CellFiles.shape,
});
export type RunCell = z.infer<typeof RunCell>;

/** The last run of a cell with its output, and the student's own text of a manifest: `GET /api/lessons/:module/:lesson/cells`. */
export const KeptCell = z.object({
  cell: CellId,
  /** What the student made of a manifest; null where it is as written. */
  edited: z.string().nullable(),
  run: CellRun.nullable(),
  /** The pieces that are kept, in order; a gap between them was dropped. */
  output: z.array(CellOutput),
});
export type KeptCell = z.infer<typeof KeptCell>;

/** `PUT /api/lessons/:module/:lesson/cells/:cell` → 204: keeps what the student made of a manifest; null forgets it. */
export const KeepCell = z.object({ edited: z.string().max(cellLimits.sourceBytes).nullable() });
export type KeepCell = z.infer<typeof KeepCell>;
