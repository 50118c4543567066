import type { AttemptRecordings, Language, TerminalRecording } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';

/** What may be recorded of the attempt's terminals, as three choices; shut where the course decides. */
export function RecordingSwitch(props: {
  setting: TerminalRecording;
  decidedBy: AttemptRecordings['decidedBy'];
  language: Language;
  onChoose: (setting: TerminalRecording) => Promise<void>;
}) {
  const { setting, decidedBy, language, onChoose } = props;
  const text = labTextOf(language);
  const choices = [
    { on: false, input: false, name: text.recordNothing, note: text.recordNothingNote },
    { on: true, input: false, name: text.recordOutput, note: text.recordOutputNote },
    { on: true, input: true, name: text.recordInput, note: text.recordInputNote },
  ];
  return (
    <fieldset class="recording-switch" disabled={decidedBy === 'course'}>
      <legend>{text.recordWhat}</legend>
      {choices.map(({ on, input, name, note }, index) => (
        <div key={name}>
          <label>
            <input
              type="radio"
              name="recording"
              checked={setting.on === on && setting.input === input}
              aria-describedby={`recording-note-${index}`}
              onChange={() => void onChoose({ on, input })}
            />
            {name}
          </label>
          <small id={`recording-note-${index}`}>{note}</small>
        </div>
      ))}
      {decidedBy === 'course' && <p>{text.recordByCourse}</p>}
    </fieldset>
  );
}
