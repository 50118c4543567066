import type { Language } from '@drydock/model';
import { useEffect, useRef } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import type { OutputPiece } from './output.ts';
import { createOutputScreen, type OutputScreen } from './output-screen.ts';

/** So near to its end an output that grows is followed (px). */
const nearPx = 24;

export interface OutputTextProps {
  pieces: readonly OutputPiece[];
  isRunning: boolean;
  label: string;
  language: Language;
}

/** The output of a run: coloured text in a box of bounded height that follows its end while more comes, unless its reader has scrolled up. */
export default function CellOutputText({ pieces, isRunning, label, language }: OutputTextProps) {
  const text = deskTextOf(language);
  const box = useRef<HTMLPreElement>(null);
  const screen = useRef<OutputScreen | null>(null);
  const isFollowing = useRef(true);
  useEffect(() => {
    if (!box.current) return;
    screen.current ??= createOutputScreen(box.current);
    screen.current.draw(pieces, (bytes) => text.cellDropped(Math.ceil(bytes / 1024)));
    if (isRunning && isFollowing.current) box.current.scrollTop = box.current.scrollHeight;
  }, [pieces]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    isFollowing.current = scrollHeight - scrollTop - clientHeight < nearPx;
  };
  // A region with a name that the keyboard can reach and scroll; what comes in is not read aloud line by line.
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return <pre ref={box} class="cell-text" role="region" aria-label={label} tabIndex={0} onScroll={onScroll} />;
}
