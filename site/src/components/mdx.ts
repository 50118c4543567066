import type { offeredElements } from '@drydock/lab';
import { Aside, Card, CardGrid, Code, FileTree, LinkButton, Steps, TabItem, Tabs } from '@astrojs/starlight/components';
import Cell from './Cell.astro';
import CellExample from './CellExample.astro';
import Choice from './Choice.astro';
import Correction from './Correction.astro';
import Figure from './Figure.astro';
import LabLink from './LabLink.astro';
import Quiz from './Quiz.astro';
import Task from './Task.astro';

const starlight = { Aside, Card, CardGrid, Code, FileTree, LinkButton, Steps, TabItem, Tabs };

/** What a lesson's MDX may use without import lines. */
export const lessonComponents = { ...starlight, Cell, CellExample, Quiz, Choice, Correction, Figure, LabLink };

/** What a lab's MDX may use without import lines; checks, hints and solution are gone before the page is made. */
export const labComponents = { ...starlight, Figure, Task } satisfies Record<
  (typeof offeredElements)[number] | 'Task',
  unknown
>;
