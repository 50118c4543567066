import type { Language } from '@drydock/model';
import type { ComponentChildren } from 'preact';

/** What the page gives a cell. */
export interface CellProps {
  cell: string;
  source: string;
  /** The name of a manifest in the workspace; undefined for commands. */
  file: string | undefined;
  /** It waits for keys: it is typed into the terminal. */
  isForTerminal: boolean;
  language: Language;
  /** The author's output. */
  children?: ComponentChildren;
}

/** What a cell in use is given. */
export interface LiveCellProps extends CellProps {
  /** What brought the cells of this page to life, when it was this one. */
  wanted: 'run' | 'run and go on' | 'edit' | null;
}
