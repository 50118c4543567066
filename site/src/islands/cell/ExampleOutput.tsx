import type { Language } from '@drydock/model';
import type { ComponentChildren } from 'preact';
import { textOf } from '../../text/text.ts';

/** What the author saw, until the student's own output is there; nothing where the author shows none. */
export function ExampleOutput(props: { isHidden?: boolean; language: Language; children?: ComponentChildren }) {
  if (!props.children) return null;
  return (
    <div class="cell-example" hidden={props.isHidden}>
      <p class="cell-caption">{textOf(props.language).exampleOutput}</p>
      {props.children}
    </div>
  );
}
