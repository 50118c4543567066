import { readFrontmatter } from '../language/frontmatter.ts';
import { attributesOf } from '../language/attributes/literal-attributes.ts';
import { bracesAsCode, fenceOf, type Node, readTree } from '../language/syntax-tree.ts';
import type { Place, Report } from '../problem.ts';
import { isCell, type LessonCell, readCell } from './cell.ts';
import { checkExpressions } from './expressions.ts';
import { LessonFrontmatter } from './frontmatter.ts';
import { type Prose, proseOf } from './prose.ts';
import { type LessonQuiz, readQuiz } from './quiz.ts';

/** Something a lesson names that must be there: a picture, a lab, a page. */
export interface Mention {
  readonly name: string;
  readonly place: Place;
}

/** A lesson in one language, as every part of Drydock that is not its page sees it. */
export interface Lesson {
  readonly frontmatter: LessonFrontmatter | undefined;
  /** The page is no MDX: the lists below are empty, whatever it holds. */
  readonly isBroken: boolean;
  readonly cells: readonly LessonCell[];
  readonly prose: readonly Prose[];
  readonly quizzes: readonly LessonQuiz[];
  readonly figures: readonly Mention[];
  readonly labs: readonly Mention[];
  readonly links: readonly Mention[];
}

/** Reads a lesson; what keeps its page from being built or its cells from being run is a finding. */
export function readLesson(source: string, report: Report): Lesson {
  const { data: frontmatter, body } = readFrontmatter(source, LessonFrontmatter, report);
  const root = readTree(body, `${bracesAsCode}.`, report);
  if (!root)
    return { frontmatter, isBroken: true, cells: [], prose: [], quizzes: [], figures: [], labs: [], links: [] };
  checkExpressions(root, report);
  const nodes = allNodes(root);
  const named = (name: string): readonly Node[] => nodes.filter((node) => node.name === name);
  const mentions = (name: string, attribute: string): readonly Mention[] =>
    named(name).flatMap((node) => {
      const value = attributesOf(node, body, report).get(attribute);
      return typeof value?.value === 'string' ? [{ name: value.value, place: value.place }] : [];
    });
  return {
    frontmatter,
    isBroken: false,
    cells: readCells(root, report),
    prose: proseOf(root),
    quizzes: named('Quiz').map((node) => readQuiz(node, body, report)),
    figures: mentions('Figure', 'src'),
    labs: mentions('LabLink', 'lab'),
    links: nodes.flatMap(({ type, url, position }) =>
      type === 'link' && url !== undefined ? [{ name: url, place: position?.start ?? { line: 1, column: 1 } }] : [],
    ),
  };
}

function allNodes(node: Node): readonly Node[] {
  return (node.children ?? []).flatMap((child) => [child, ...allNodes(child)]);
}

/** The cells in the order of the page; an output belongs to the block right above it. */
function readCells(root: Node, report: Report): readonly LessonCell[] {
  const cells: LessonCell[] = [];
  const read = ({ children = [] }: Node): void => {
    let above: LessonCell | undefined;
    for (const child of children) {
      if (child.type !== 'code') {
        read(child);
        above = undefined;
        continue;
      }
      const fence = fenceOf(child);
      if (isCell(fence)) {
        above = readCell(fence, String(cells.length + 1), report);
        if (above) cells.push(above);
      } else if (fence.language === 'output') {
        if (above?.kind === 'sh') cells[cells.length - 1] = { ...above, output: fence };
        else report(fence.place, 'An output has no cell above it that printed it.', 'Put it right below a ```sh cell.');
        above = undefined;
      } else above = undefined;
    }
  };
  read(root);
  return cells;
}
