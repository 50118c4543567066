import { shuffled, studentSeed } from './quiz-order.ts';
import { keepQuizAnswer, loadProgress, progressStore, quizAnswer } from './progress/progress.ts';

/** Makes every `<dd-quiz>` answer at once: the reason under the chosen answer, kept for the next visit. */
export function defineQuiz(): void {
  if (!customElements.get('dd-quiz')) customElements.define('dd-quiz', QuizElement);
}

class QuizElement extends HTMLElement {
  connectedCallback(): void {
    const quiz = this.dataset['quiz'] ?? '';
    const choices = [...this.querySelectorAll<HTMLElement>('.choice')];
    this.querySelector('.choices')?.append(...shuffled(choices, `${studentSeed()} ${quiz}`));
    for (const [index, choice] of choices.entries()) {
      const input = choice.querySelector('input');
      const reason = choice.querySelector('.reason');
      if (!input || !reason) continue;
      input.name = quiz;
      reason.id = `${quiz}-reason-${index}`;
      input.addEventListener('change', () => this.answer(choices, index));
    }
    // One that was chosen before this came to life counts.
    const early = choices.findIndex((choice) => choice.querySelector('input')?.checked);
    if (early >= 0) this.answer(choices, early);
    this.querySelector('.again')?.addEventListener('click', () => {
      this.show(choices, -1, true);
      choices[0]?.querySelector('input')?.focus();
    });
    const restore = () => {
      const kept = quizAnswer(progressStore.get(), quiz);
      if (kept && !this.dataset['state']) this.show(choices, kept.choice, false);
    };
    restore();
    void loadProgress().then(restore);
  }

  private answer(choices: HTMLElement[], index: number): void {
    this.show(choices, index, true);
    const correct = 'correct' in (choices[index]?.dataset ?? {});
    void keepQuizAnswer(this.dataset['quiz'] ?? '', { choice: index, correct });
  }

  private show(choices: HTMLElement[], chosen: number, isLoud: boolean): void {
    const isRight = 'correct' in (choices[chosen]?.dataset ?? {});
    for (const [index, choice] of choices.entries()) {
      const isChosen = index === chosen;
      const input = choice.querySelector('input');
      const reason = choice.querySelector<HTMLElement>('.reason');
      if (!input || !reason) continue;
      input.checked = isChosen;
      // After a right answer all reasons are open: why the others are wrong is worth reading too.
      reason.hidden = !isChosen && !isRight;
      if (isChosen) {
        choice.dataset['chosen'] = 'correct' in choice.dataset ? 'right' : 'wrong';
        input.setAttribute('aria-describedby', reason.id);
      } else {
        delete choice.dataset['chosen'];
        input.removeAttribute('aria-describedby');
      }
    }
    if (chosen < 0) delete this.dataset['state'];
    else this.dataset['state'] = isRight ? 'right' : 'wrong';
    const verdict = this.querySelector('.verdict');
    const words = (isRight ? this.dataset['right'] : this.dataset['wrong']) ?? '';
    const reason = choices[chosen]?.querySelector('.reason')?.textContent ?? '';
    if (verdict) verdict.textContent = chosen < 0 ? '' : words;
    // The reason stands beside the answer; a screen reader hears it with the verdict.
    if (verdict && isLoud && chosen >= 0) verdict.setAttribute('aria-label', `${words} ${reason}`);
    const again = this.querySelector<HTMLElement>('.again');
    if (again) again.hidden = chosen < 0 || isRight;
  }
}
