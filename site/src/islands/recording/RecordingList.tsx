import type { Language, Recording } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { tagOf } from '../../text/text.ts';
import { recordingAddress } from './session.ts';
import { terminalTitle } from './title.ts';

/** What was recorded, the newest first, each to be played or downloaded. */
export function RecordingList(props: {
  attempt: string;
  recordings: readonly Recording[];
  language: Language;
  onPlay: (recording: Recording, opener: HTMLElement) => void;
}) {
  const { attempt, recordings, language, onPlay } = props;
  const text = labTextOf(language);
  const time = new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'medium', timeStyle: 'medium' });
  if (recordings.length === 0) return <p class="recordings-none">{text.recordingsNone}</p>;
  return (
    <ul class="recording-list" aria-label={text.recordings}>
      {recordings.toReversed().map((recording) => {
        const title = `${terminalTitle(recording, text)}, ${time.format(new Date(recording.startedAt))}`;
        return (
          <li key={recording.name} data-recording={recording.name}>
            <span class="recording-title">
              {title}
              <small>
                {text.kibibytes(Math.ceil(recording.bytes / 1024))}
                {recording.input && ` · ${text.recordingWithInput}`}
                {recording.running && ` · ${text.recordingRuns}`}
                {recording.full && ` · ${text.recordingFull}`}
              </small>
            </span>
            <button
              type="button"
              class="plain"
              aria-label={`${text.play}: ${title}`}
              onClick={(event) => onPlay(recording, event.currentTarget)}
            >
              ▶ {text.play}
            </button>
            <a href={recordingAddress(attempt, recording.name)} download aria-label={`${text.download}: ${title}`}>
              {text.download}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
