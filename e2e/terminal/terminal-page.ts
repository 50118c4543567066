import { expect, test as base, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { Attempt, type Language } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { preferReadableTerminals } from '../lab-page.ts';
import { visit } from '../visit.ts';

const lab = 'memory-limit';

/** Tests of the terminal share one sandbox: `attempt` is its attempt. Each test finds it without any terminal. */
export const test = base.extend<{ shells: TerminalPage }, { attempt: string }>({
  attempt: [
    async ({ playwright }, use, { project }) => {
      const { baseURL } = project.use;
      const request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
      const { id } = Attempt.parse(await (await request.post('/api/attempts', { data: { lab } })).json());
      const state = async () => Attempt.parse(await (await request.get(`/api/attempts/${id}`)).json()).state;
      await expect.poll(state, { timeout: 240_000 }).toBe('ready');
      await use(id);
      await request.delete(`/api/attempts/${id}`);
      await request.dispose();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  shells: async ({ page, request, attempt }, use) => {
    await closeTerminals(request, attempt);
    await preferReadableTerminals(page);
    await use(terminalPage(page));
  },
});

/** The terminals of a lab page as a student uses them. */
export interface TerminalPage {
  /** Opens the page of the lab under way and waits for a prompt. */
  readonly open: (language?: Language, address?: string) => Promise<void>;
  /** Waits until the shown terminal is connected and shows a prompt. */
  readonly prompt: () => Promise<void>;
  /** The shown terminal: its panel, its rows, the place where the keyboard types. */
  readonly panel: Locator;
  readonly rows: Locator;
  readonly input: Locator;
  /** Types a text as a whole, without Enter. */
  readonly write: (text: string) => Promise<void>;
  /** Types one line and Enter. */
  readonly enter: (line: string) => Promise<void>;
  /** Runs a command and returns its output as shown on the screen. */
  readonly run: (command: string) => Promise<string>;
  /** The screen as text: one line per row, without the empty ones at the end. */
  readonly read: () => Promise<string>;
}

/** The terminals of the lab page that is, or will be, open in this browser page. */
export function terminalPage(page: Page): TerminalPage {
  const panel = page.getByRole('tabpanel').and(page.locator('.terminal-view:not([hidden])'));
  const rows = panel.locator('.xterm-rows');
  const input = panel.getByRole('textbox', { name: /./ }).and(panel.locator('.xterm-helper-textarea'));
  const read = async () =>
    (await rows.locator('> div').allInnerTexts())
      .map((row) => row.trimEnd())
      .join('\n')
      .trimEnd();
  let runs = 1000;

  async function prompt(): Promise<void> {
    await expect(panel).toHaveAttribute('data-phase', 'live', { timeout: 60_000 });
    await expect(rows).toContainText(/[$#]/);
  }
  async function write(text: string): Promise<void> {
    await input.focus();
    await page.keyboard.insertText(text);
  }
  async function enter(line: string): Promise<void> {
    await write(line);
    await page.keyboard.press('Enter');
  }
  return {
    panel,
    rows,
    input,
    prompt,
    write,
    enter,
    read,
    async open(language = 'en', address = '') {
      await visit(page, `${address}/${language}/labs/${lab}/`);
      const pane = page.getByRole('tab', { name: labTextOf(language).terminal, exact: true });
      if (await pane.isVisible()) await pane.click();
      await prompt();
    },
    async run(command) {
      runs += 1;
      await enter(`clear; ${command}; echo "end $((${runs} + 1000))"`);
      const end = `end ${runs + 1000}`;
      await expect(rows).toContainText(end);
      const screen = await read();
      return screen.slice(0, screen.lastIndexOf(end)).trimEnd();
    },
  };
}

async function closeTerminals(request: APIRequestContext, attempt: string): Promise<void> {
  const path = `/api/attempts/${attempt}/terminals`;
  const open = (await (await request.get(path)).json()) as readonly { terminal: string }[];
  for (const { terminal } of open) await request.delete(`${path}/${terminal}`);
}
