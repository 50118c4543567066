import type { Language } from '@drydock/model';
import type { ResumePoint } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';

/** Where to begin: with nothing done, or after a task whose end the student has reached before. */
export function StartChoice(props: {
  points: readonly ResumePoint[];
  /** The task to begin after; null: the beginning. */
  from: string | null;
  onChoose: (from: string | null) => void;
  language: Language;
}) {
  const { points, from, onChoose, language } = props;
  const text = labTextOf(language);
  const choices = [
    { id: null, name: text.fromBeginning },
    ...points.map(({ id, title }) => ({ id, name: text.continueAfter(title) })),
  ];
  return (
    <fieldset class="start-choice" aria-describedby="start-choice-note">
      <legend>{text.startWhere}</legend>
      {choices.map(({ id, name }) => (
        <label key={id ?? ''}>
          <input type="radio" name="start-from" checked={from === id} onChange={() => onChoose(id)} />
          <span>{name}</span>
        </label>
      ))}
      <small id="start-choice-note">{text.continueNote}</small>
    </fieldset>
  );
}
