import type { Language } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { labTextOf } from '../../../text/lab.ts';
import { recall, remember } from '../../state/memory.ts';
import { clampWidth, dividerLimits, widthAfterKey, widthAt } from './divider.ts';

/** The movable divider between text and terminal: pointer, touch, arrow keys, Home and End, Enter for the middle; remembered. */
export default function Divider({ language }: { language: Language }) {
  const element = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState<number>(dividerLimits.start);
  const [isDragged, setDragged] = useState(false);
  const move = (next: number) => {
    element.current?.closest<HTMLElement>('.panes')?.style.setProperty('--left', `${next}%`);
    setPercent(next);
  };
  const keep = (next: number) => {
    move(next);
    remember('divider', next);
  };
  useEffect(() => move(clampWidth(recall<unknown>('divider', dividerLimits.start))), []);
  const onPointerMove = (event: PointerEvent) => {
    const box = element.current?.closest('.panes')?.getBoundingClientRect();
    if (isDragged && box) move(widthAt(event.clientX, box.left, box.width));
  };
  return (
    <div
      ref={element}
      class="divider"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={labTextOf(language).divider}
      aria-controls="lab-text"
      aria-valuenow={Math.round(percent)}
      aria-valuemin={dividerLimits.minimum}
      aria-valuemax={dividerLimits.maximum}
      data-dragged={isDragged}
      onPointerDown={(event) => {
        event.preventDefault();
        element.current?.setPointerCapture(event.pointerId);
        setDragged(true);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        setDragged(false);
        remember('divider', percent);
      }}
      onPointerCancel={() => setDragged(false)}
      onDblClick={() => keep(dividerLimits.start)}
      onKeyDown={(event) => {
        const next = widthAfterKey(percent, event.key);
        if (next === undefined) return;
        event.preventDefault();
        keep(next);
      }}
    />
  );
}
