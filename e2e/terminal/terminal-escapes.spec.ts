import { expect, type Page } from '@playwright/test';
import { labTextOf } from '@drydock/site/text';
import { test, type TerminalPage } from './terminal-page.ts';

const [esc, bel, st] = ['\u001b', '\u0007', '\u001b\\'];
const osc = (body: string) => [`${esc}]${body}${bel}`, `${esc}]${body}${st}`];
const dcs = (body: string) => [`${esc}P${body}${st}`];
const csi = (body: string) => [`${esc}[${body}`];

/** Sequences that must do nothing outside the screen and get no answer, from any sender. */
const silent = [
  ...osc(`52;c;${btoa('stolen')}`),
  ...osc('52;c;?'),
  ...osc('52;;?'),
  ...osc('1;icon'),
  ...osc('7;file://elsewhere/etc'),
  ...osc('9;a notification'),
  ...osc('9;4;1;50'),
  ...osc('777;notify;title;body'),
  ...osc('99;i=1;a notification'),
  ...osc('50;?'),
  ...osc('50;monospace'),
  ...osc(`1337;File=name=${btoa('a')};size=1;inline=1:${btoa('a')}`),
  ...osc('1337;CopyToClipboard='),
  ...osc('1337;ReportCellSize'),
  ...osc('5;0;?'),
  ...osc('12345;?'),
  ...osc('3;WM_NAME=other'),
  ...['1', '2', '5', '9;1', '10;1', '3;0;0', '4;100;100', '8;10;40', '11', '13', '14', '15', '16', '18', '19'].flatMap(
    (operation) => csi(`${operation}t`),
  ),
  ...csi('20t'),
  ...csi('21t'),
  ...csi('22;0t'),
  ...csi('23;0t'),
  ...csi('x'),
  ...csi('1x'),
  ...csi('=c'),
  ...dcs('+p544e'),
  ...dcs('+q544e'),
  ...dcs('0;1|17/6c73'),
  ...dcs('1$r0m'),
  ...dcs('q#0;2;0;0;0#0~~@@vv@@~~$-'),
  ...dcs('junk that is no sequence'),
  `${esc}_Ga=T,f=100;aGFja2Vk${st}`,
  `${esc}^a private message${st}`,
  `${esc}Xa start of string${st}`,
  '\u0005',
  `${esc}]52;c;unfinished\u0018`,
  `${esc}P$q\u001a`,
];

/** Queries the table lets the emulator answer, and that it does, with what is typed back: fixed, harmless texts. */
const answered: readonly (readonly [query: string, answer: RegExp])[] = [
  [`${esc}[c`, /^\[\?[\d;]+c$/],
  [`${esc}[>c`, /^\[>[\d;]+c$/],
  [`${esc}[6n`, /^\[\d+;\d+R$/],
  [`${esc}[?6n`, /^\[\?\d+;\d+R$/],
  [`${esc}[4$p`, /^\[4;\d\$y$/],
  [`${esc}[?25$p`, /^\[\?25;\d\$y$/],
  [`${esc}P$qm${st}`, /^P1\$r[\d;]*m$/],
  [`${esc}]10;?${bel}`, /^\]10;rgb:[\da-f/]+$/],
  [`${esc}]11;?${bel}`, /^\]11;rgb:[\da-f/]+$/],
  [`${esc}]12;?${bel}`, /^\]12;rgb:[\da-f/]+$/],
  [`${esc}]4;1;?${bel}`, /^\]4;1;rgb:[\da-f/]+$/],
];

/** Prints a file and returns what the terminal typed back, up to the answer of a last status query. */
const askFunction = String.raw`ask() { local all= part old; old=$(stty -g); stty raw -echo; cat "$1" > /dev/tty; printf '\e[5n' > /dev/tty; while [[ $all != *$'\e[0n' ]]; do IFS= read -r -t 10 -d n part || break; all+="$part"n; done; stty "$old"; printf 'answered:%s:\n' "$(printf %s "$all" | base64 -w0)"; }`;

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the corpus of escape sequences leaves page, clipboard and shell alone', async ({ page, shells }) => {
  await shells.open();
  const outside = await watchOutside(page);
  const size = await shells.run('stty size');
  await shells.run(askFunction);
  await putFile(shells, 'corpus', silent.map((sequence) => `a${sequence}b\r\n`).join(''));
  expect(await answers(shells, 'corpus')).toBe('\u001b[0n');
  expect(await shells.run('stty size')).toBe(size);
  await shells.run(
    String.raw`{ printf '\e]52;c;'; head -c 3000000 /dev/zero | tr '\0' A; printf '\a\e]9;'; head -c 3000000 /dev/zero | tr '\0' B; printf '\a\eP+q'; head -c 3000000 /dev/zero | tr '\0' C; printf '\e\\'; } > long`,
  );
  expect(await answers(shells, 'long')).toBe('\u001b[0n');
  await outside.isUntouched();
  expect(await shells.run('echo "works $((40 + 2))"')).toBe('works 42');

  // Replayed to a page that comes later, they do as little.
  await shells.run('cat corpus');
  await page.reload();
  await shells.prompt();
  await outside.isUntouched();
  expect(await shells.run('echo "works $((40 + 2))"')).toBe('works 42');
});

test('queries of the table are answered once, with nothing but the emulator’s own words, and never by a replay', async ({
  page,
  shells,
}) => {
  await shells.open();
  await shells.run(askFunction);
  await putFile(shells, 'queries', answered.map(([query]) => query).join(''));
  const said = (await answers(shells, 'queries')).split(esc).filter((part) => part !== '' && part !== '\\');
  expect(said.pop()).toBe('[0n');
  expect(said).toHaveLength(answered.length);
  answered.forEach(([query, answer], index) => expect(said[index], JSON.stringify(query)).toMatch(answer));
  await page.reload();
  await shells.prompt();
  // A terminal still set for the shell's own line editor takes Enter as another character than a program expects.
  await shells.enter('echo "runs $((1 + 1))"; cat -v');
  await expect(shells.rows).toContainText('runs 2');
  await page.keyboard.type('typed\n');
  await expect.poll(shells.read).toMatch(/\$ echo [^\n]*; cat -v\nruns 2\ntyped\ntyped$/);
});

test('a title set by a program is plain text in the tab, never the page’s', async ({ page, shells }) => {
  await shells.open();
  const title = await page.title();
  await shells.run(
    String.raw`printf '\e]0;<img src=x onerror=alert(1)> \u202elong '; head -c 3000000 /dev/zero | tr '\0' B; printf '\a'`,
  );
  const tab = page.getByRole('tab', { selected: true }).last();
  await expect(tab).toContainText('<img src=x onerror=alert(1)> long BBBBB');
  expect((await tab.innerText()).split('\n')[0]?.length).toBeLessThan(90);
  await expect(tab.locator('img')).toHaveCount(0);
  expect(await page.title()).toBe(title);
});

test('a link asks with its true address, and only web addresses open', async ({ page, context, shells }) => {
  const text = labTextOf('en');
  await shells.open();
  const outside = await watchOutside(page);
  const link = (to: string, label: string) => String.raw`printf '\e]8;;%s\a%s\e]8;;\a\n' '${to}' '${label}'`;
  const at = new URL(page.url()).origin;
  await shells.run(
    [
      link(`${at}/en/?true`, 'https-honest.example'),
      link('javascript:document.title="taken"', 'script-link'),
      link('file:///etc/passwd', 'file-link'),
    ].join('; '),
  );
  for (const label of ['script-link', 'file-link']) {
    await clickText(page, shells, label);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await clickText(page, shells, 'https-honest.example');
  const dialog = page.getByRole('dialog', { name: text.linkTitle });
  await expect(dialog).toContainText(`${at}/en/?true`);
  await dialog.getByRole('button', { name: text.cancel }).click();
  await outside.isUntouched();
  await clickText(page, shells, 'https-honest.example');
  const opened = context.waitForEvent('page');
  await dialog.getByRole('button', { name: text.linkOpen }).click();
  const other = await opened;
  await other.waitForURL(`${at}/en/?true`);
  expect(await other.evaluate(() => window.opener === null)).toBe(true);
});

/** Remembers what a program in a terminal must not change, and counts what it must not cause. */
async function watchOutside(page: Page): Promise<{ isUntouched(): Promise<void> }> {
  const caused: string[] = [];
  page.on('dialog', (dialog) => void (caused.push(dialog.type()), dialog.dismiss()));
  page.on('popup', () => caused.push('popup'));
  page.on('download', () => caused.push('download'));
  page.on('pageerror', (error) => caused.push(error.message));
  await page.evaluate(() => navigator.clipboard.writeText('the student’s own'));
  const look = async () => ({
    title: await page.title(),
    url: page.url(),
    clipboard: await page.evaluate(() => navigator.clipboard.readText()),
    tabs: await page.getByRole('tab').allInnerTexts(),
    pages: page.context().pages().length,
    notifications: await page.evaluate(() => Notification.permission),
    dialogs: await page.getByRole('dialog').count(),
    caused: caused.join(),
  });
  const before = await look();
  return {
    async isUntouched() {
      expect(await look()).toEqual(before);
    },
  };
}

async function putFile(shells: TerminalPage, name: string, content: string): Promise<void> {
  const bytes = Buffer.from(content).toString('base64');
  await shells.run(`echo ${bytes} | base64 -d > ${name}`);
}

async function answers(shells: TerminalPage, file: string): Promise<string> {
  const printed = await shells.run(`ask ${file} > said; clear; cat said`);
  const encoded = /answered:([\w+/=\s]*):/.exec(printed)?.[1]?.replace(/\s/g, '') ?? '';
  return Buffer.from(encoded, 'base64').toString();
}

async function clickText(page: Page, shells: TerminalPage, label: string): Promise<void> {
  const box = await shells.rows.getByText(label).boundingBox();
  if (!box) throw new Error(`${label} is not on the screen`);
  const y = box.y + box.height / 2;
  // A link is found when the pointer comes to another character.
  for (const x of [60, 40, 20]) await page.mouse.move(box.x + x, y);
  await page.mouse.click(box.x + 20, y);
}
