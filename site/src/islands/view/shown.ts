import type { ReadableKind } from '@drydock/model';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ViewText } from '../../text/en/view.ts';
import { viewTextOf } from '../../text/view.ts';

/** An object somebody may want to read. */
export interface ShownObject {
  readonly kind: ReadableKind;
  readonly namespace: string | null;
  readonly name: string;
  readonly uid: string | null;
}

/** What every part of the view needs: its words, and how an object is opened. It stays the same value, so nothing is drawn for it. */
export interface ViewContext {
  readonly text: ViewText;
  readonly open: (object: ShownObject) => void;
}

export const View = createContext<ViewContext>({ text: viewTextOf('en'), open: () => undefined });

/** The words of the view and how it opens objects. */
export function useView(): ViewContext {
  return useContext(View);
}
