import { checkManifests } from '../../catalogue/manifests.ts';
import { checkImages, checkPulled } from '../../catalogue/references.ts';
import type { Report } from '../../problem.ts';
import type { LessonCell } from '../cell.ts';

/** Finds images in cells that a cluster cannot have, and fields of manifests that Kubernetes does not know. */
export function checkCells(
  cells: readonly LessonCell[],
  images: Readonly<Record<string, string>> | undefined,
  report: Report,
): void {
  for (const { kind, source, place } of cells) {
    const inCell: Report = ({ line, column }, message, fix) =>
      report({ line: place.line + line, column: place.column + column - 1 }, message, fix);
    checkManifests(source, kind === 'sh', inCell);
    if (!images) continue;
    checkImages(source, images, inCell);
    checkPulled(source, images, inCell);
  }
}
