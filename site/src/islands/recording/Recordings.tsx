import type { Language, Problem, Recording } from '@drydock/model';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { labStore } from '../attempt/session.ts';
import { problemText } from '../problem/problem-text.ts';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import { RecordingList } from './RecordingList.tsx';
import { RecordingSwitch } from './RecordingSwitch.tsx';
import { chooseRecording, isFull, recordingsStore, refreshRecordings } from './session.ts';
import type { PlayerProps } from './Player.tsx';

/** How often the list is asked for: while it is looked at, and while something is recorded, which may have ended. */
const refreshMs = { looking: 10_000, recording: 30_000 };

/** Of the page's attempt: whether its terminals are recorded, the switch, and what was recorded; during the attempt and after it. */
export default function Recordings({ outline, language }: { outline: LabOutline; language: Language }) {
  const text = labTextOf(language);
  const id = useStore(labStore, (lab) => lab.attempt?.id ?? null);
  const cluster = useStore(labStore, (lab) => lab.attempt?.state ?? null);
  const [isOpen, setOpen] = useState(false);
  const known = useStore(recordingsStore, (recordings) => recordings);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [played, play] = useState<{ recording: Recording; opener: HTMLElement } | null>(null);
  const [Player, setPlayer] = useState<ComponentType<PlayerProps> | null>(null);

  useEffect(() => {
    recordingsStore.set(null);
    setProblem(null);
    play(null);
  }, [id]);
  const isRecorded = known?.setting.on === true;
  useEffect(() => {
    if (id) void refreshRecordings(id);
  }, [id, cluster, isOpen]);
  useEffect(() => {
    if (!id || !(isOpen || isRecorded) || cluster === 'ended') return undefined;
    const everyMs = isOpen ? refreshMs.looking : refreshMs.recording;
    const timer = setInterval(() => document.visibilityState === 'visible' && void refreshRecordings(id), everyMs);
    return () => clearInterval(timer);
  }, [id, cluster, isOpen, isRecorded]);

  if (!id || !known) return null;
  const { setting, decidedBy, recordings } = known;
  const isLiving = cluster !== 'ended';
  const state = setting.on ? (setting.input ? text.recordingInput : text.recordingOutput) : text.recordingOff;
  return (
    <details class="recordings" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{text.recordings}</strong>
        <span class="recordings-state" data-on={isLiving && setting.on} role="status">
          {isLiving ? (
            <>
              <span aria-hidden="true">{setting.on ? '●' : '○'}</span> {state}
              {recordings.some(({ terminal }) => isFull(known, terminal)) && ` · ${text.recordingsFull}`}
            </>
          ) : (
            text.recordingCount(recordings.length)
          )}
        </span>
      </summary>
      {isLiving && (
        <RecordingSwitch
          setting={setting}
          decidedBy={decidedBy}
          language={language}
          onChoose={async (wanted) => {
            const outcome = await chooseRecording(id, wanted);
            setProblem(outcome.ok ? null : outcome.problem);
            if (outcome.ok) recordingsStore.set(outcome.value);
          }}
        />
      )}
      {problem && (
        <p class="recordings-problem" role="alert">
          {problemText(problem, language).message} {problemText(problem, language).fix}
        </p>
      )}
      <RecordingList
        attempt={id}
        recordings={recordings}
        language={language}
        onPlay={(recording, opener) => {
          play({ recording, opener });
          void loadPart(() => import('./Player.tsx')).then((module) => setPlayer(() => module.default));
        }}
      />
      {played && Player && (
        <Player
          key={played.recording.name}
          attempt={id}
          recording={played.recording}
          outline={outline}
          language={language}
          onClose={() => {
            play(null);
            played.opener.focus();
          }}
        />
      )}
    </details>
  );
}
