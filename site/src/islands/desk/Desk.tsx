import { useEffect, useRef } from 'preact/hooks';
import { openCells } from '../cell/session.ts';
import { playgroundStore } from '../playground/session.ts';
import { useStore } from '../state/store.ts';
import { CellAnnouncer } from './CellAnnouncer.tsx';
import { DeskBar } from './DeskBar.tsx';
import { DeskNotices } from './DeskNotices.tsx';
import { DeskStart } from './DeskStart.tsx';
import { DeskTerminal } from './DeskTerminal.tsx';
import { DeskView } from './DeskView.tsx';
import type { DeskProps } from './props.ts';
import { deskTerminal, recallTerminal } from './terminal.ts';
import { deskView, recallView } from './view.ts';

/** The desk at the bottom of a lesson with cells, shown once there is a playground or one is wanted. It also opens the cells for the whole page. */
export default function Desk({ lesson, profile, nodes, labs, language }: DeskProps) {
  const desk = useRef<HTMLDivElement>(null);
  const isShown = useStore(
    playgroundStore,
    ({ playground, busy, problem }) => problem !== null || busy === 'start' || playground !== null,
  );
  const { isOpen, side } = useStore(deskTerminal, (state) => state);
  const isViewOpen = useStore(deskView, (state) => state.isOpen);
  useEffect(() => {
    recallTerminal();
    recallView();
    void openCells(lesson, profile);
  }, []);
  useEffect(() => {
    // The text can always be scrolled to above the desk, and so can what has the focus.
    const room = (height: number) => document.documentElement.style.setProperty('--desk-height', `${height}px`);
    const observer = new ResizeObserver(([entry]) => room(entry?.borderBoxSize[0]?.blockSize ?? 0));
    if (desk.current) observer.observe(desk.current);
    return () => {
      observer.disconnect();
      room(0);
    };
  }, [isShown]);
  return (
    <>
      <CellAnnouncer language={language} />
      {isShown && (
        <div class="desk not-content" ref={desk} data-side={isOpen || isViewOpen ? side : 'below'}>
          <DeskNotices language={language} />
          <DeskStart labs={labs} language={language} />
          <DeskBar language={language} />
          <DeskTerminal nodes={nodes} language={language} />
          <DeskView language={language} />
        </div>
      )}
    </>
  );
}
