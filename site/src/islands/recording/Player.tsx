import { CourseError, type Language, parseAsciicast, type Recording } from '@drydock/model';
import { create, type Player as Playing } from 'asciinema-player';
import 'asciinema-player/dist/bundle/asciinema-player.css';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { problemText } from '../problem/problem-text.ts';
import { Controls } from './Controls.tsx';
import { longestPauseSeconds, timeline } from './playback.ts';
import { loadRecording, recordingAddress } from './session.ts';
import { terminalTitle } from './title.ts';

export interface PlayerProps {
  attempt: string;
  recording: Recording;
  outline: LabOutline;
  language: Language;
  onClose: () => void;
}

type Shown = { state: 'loading' | 'empty' } | { state: 'problem'; message: string } | { state: 'ready'; cast: string };

/** A recording in a dialog: its terminal, a time line with the attempt's markers, play and pause. The library draws; the controls are ours, in the page's language. */
export default function Player({ attempt, recording, outline, language, onClose }: PlayerProps) {
  const text = labTextOf(language);
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const [shown, show] = useState<Shown>({ state: 'loading' });
  const [line, setLine] = useState<ReturnType<typeof timeline>>({ seconds: 0, markers: [] });
  const [player, setPlayer] = useState<Playing | null>(null);

  useEffect(() => {
    dialog.current?.showModal();
    void (async () => {
      const found = await loadRecording(attempt, recording.name);
      if (!found.ok) {
        const { message, fix } = problemText(found.problem, language);
        return show({ state: 'problem', message: `${message} ${fix}` });
      }
      try {
        const { events } = parseAsciicast(found.value);
        setLine(timeline(events));
        show(events.length === 0 ? { state: 'empty' } : { state: 'ready', cast: found.value });
      } catch (error) {
        show({ state: 'problem', message: error instanceof CourseError ? error.message : String(error) });
      }
      return undefined;
    })();
  }, []);

  useEffect(() => {
    if (shown.state !== 'ready' || !place.current) return undefined;
    const made = create({ data: shown.cast }, place.current, {
      autoPlay: true,
      controls: false,
      cursorMode: 'steady',
      fit: 'both',
      idleTimeLimit: longestPauseSeconds,
      theme: 'drydock',
      terminalFontFamily: 'var(--sl-font-mono)',
    });
    setPlayer(made);
    return () => made.dispose();
  }, [shown]);

  return (
    <dialog ref={dialog} class="dd-dialog player" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{text.recordingOf(terminalTitle(recording, text))}</h2>
      {shown.state === 'loading' && <p>{text.recordingLoading}</p>}
      {shown.state === 'empty' && <p>{text.recordingEmpty}</p>}
      {shown.state === 'problem' && <p role="alert">{shown.message}</p>}
      {shown.state === 'ready' && (
        <>
          <div class="player-screen" ref={place} />
          {player && <Controls player={player} line={line} outline={outline} language={language} />}
        </>
      )}
      <div class="dd-dialog-buttons">
        <a class="player-download" href={recordingAddress(attempt, recording.name)} download>
          {text.download}
        </a>
        <button type="button" class="plain" onClick={() => dialog.current?.close()}>
          {text.close}
        </button>
      </div>
    </dialog>
  );
}
