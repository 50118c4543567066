import { needsTerminal } from '@drydock/model';
import { checkManifests } from '../../catalogue/setup/manifests.ts';
import { checkImages, checkPulled, type LabImageTags } from '../../catalogue/references.ts';
import type { Place, Report } from '../../problem.ts';
import type { LessonCell } from '../cell.ts';

/** Finds cells that ask for a terminal, images that a cluster cannot have, and fields of manifests that Kubernetes does not know. */
export function checkCells(cells: readonly LessonCell[], images: LabImageTags | undefined, report: Report): void {
  for (const { id, kind, source, place } of cells) {
    const inCell: Report = ({ line, column }, message, fix) =>
      report({ line: place.line + line, column: place.column + column - 1 }, message, fix);
    if (kind === 'sh' && needsTerminal(source))
      report(
        place,
        `Cell ${id} asks for a terminal, which a cell does not have.`,
        'Leave out -t or the program with a screen of its own, use kubectl patch instead of kubectl edit, or show it as a block without the word cell.',
      );
    checkManifests(source, kind === 'sh', inCell);
    if (!images) continue;
    checkImages(source, images, inCell);
    checkPulled(source, images, inCell);
  }
}

/** What only a playground with a private registry has. */
const ofRegistry = /registry\.course\.local|\bREGISTRY_(?:USER|PASSWORD)\b/;

/** Finds the first cell that needs a private registry in a lesson that does not say so, and a registry that no cell needs. */
export function checkRegistry(cells: readonly LessonCell[], isThere: boolean, head: Place, report: Report): void {
  const user = cells.find(({ source }) => ofRegistry.test(source));
  if (user && !isThere)
    report(user.place, `Cell ${user.id} needs the private registry.`, 'Write registry: true in the frontmatter.');
  if (!user && isThere)
    report(head, 'No cell needs the private registry.', 'Leave registry: true out; it takes time to start.');
}
