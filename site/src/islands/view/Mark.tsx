import { marks, type Tone } from './tone.ts';

/** The sign of how something stands; the word beside it says the same. */
export function Mark({ tone }: { tone: Tone }) {
  return (
    <span class="cv-mark" data-tone={tone} aria-hidden="true">
      {marks[tone]}
    </span>
  );
}
