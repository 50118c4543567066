/** Takes the picture of the README from a running Drydock: the memory lab, half done. Usage: `node e2e/screenshot.ts ADDRESS FILE`. */
import { chromium, expect } from '@playwright/test';
import { Attempt } from '@drydock/model';
import { args, program } from './browser.ts';
import { labPage } from './lab-page.ts';
import { visit } from './visit.ts';

const [address = 'http://127.0.0.1:8080', file = 'docs/screenshot.png'] = process.argv.slice(2);
const browser = await chromium.launch({ args, ...(program && { executablePath: program }) });
try {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 810 },
    deviceScaleFactor: 1.5,
    colorScheme: 'dark',
  });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('drydock.terminal', JSON.stringify({ renderer: 'dom' })));
  await visit(page, '/en/labs/memory-limit/');
  const lab = labPage(page, 'en');
  await lab.start();
  await lab.type(['kubectl create namespace mem-example']);
  await lab.type([
    `kubectl run memory-demo -n mem-example --image=course.local/stress:1.0 --overrides='{"spec":{"containers":[{"name":"worker","image":"course.local/stress:1.0","command":["stress","--vm","1","--vm-bytes","150M","--vm-hang","0"],"resources":{"requests":{"memory":"100Mi"},"limits":{"memory":"200Mi"}}}]}}'`,
    'kubectl wait -n mem-example --for=condition=Ready pod/memory-demo',
  ]);
  await page.locator('[data-check="running"][data-outcome="pass"]').waitFor({ timeout: 60_000 });
  await lab.press('check');
  await page.locator('[data-check="usage"][data-outcome="pass"]').waitFor({ timeout: 120_000 });
  await lab.type([]);
  await page.keyboard.insertText(
    'clear; kubectl get nodes; echo; kubectl get pods -n mem-example; echo; kubectl top pod -n mem-example',
  );
  await page.keyboard.press('Enter');
  await expect(lab.screen()).toContainText('MEMORY(bytes)', { timeout: 60_000 });
  await page.evaluate(() => {
    const [pane, task] = [document.querySelector('#lab-text'), document.querySelector('[data-task]')];
    if (pane && task) pane.scrollTop += task.getBoundingClientRect().top - pane.getBoundingClientRect().top - 16;
  });
  await page.screenshot({ path: file });
  const living = Attempt.array().parse(await (await page.request.get('/api/attempts')).json());
  for (const { id } of living) await page.request.delete(`/api/attempts/${id}`);
} finally {
  await browser.close();
}
console.log(`The picture is in ${file}.`);
