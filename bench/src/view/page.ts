import { existsSync } from 'node:fs';
import { CourseError } from '@drydock/model';
import { chromium } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A lab's page in a browser with the cluster view open. */
export interface ViewPage extends AsyncDisposable {
  /** Resolves when the Pod is on the page, or is not there any more. */
  until(pod: string, isThere: boolean): Promise<void>;
}

/** Opens the page of a lab whose attempt is ready, and its Cluster tab. */
export async function openViewPage(address: string, lab: string): Promise<ViewPage> {
  const executablePath = programs.find(existsSync);
  if (executablePath === undefined)
    throw new CourseError('host_not_ready', 'No browser was found.', 'Install one: apt-get install -y chromium');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    await page.goto(`${address}/en/labs/${lab}/`);
    await page.getByRole('tab', { name: 'Cluster' }).click();
    await page.locator('.cluster-view[data-status=live]').waitFor();
    return {
      until: (pod, isThere) => page.evaluate(whenDrawn(pod, isThere)),
      [Symbol.asyncDispose]: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** An expression that is fulfilled in the page as soon as it has the Pod, or has it no more. A locator looks after 20, 70, 170 and 270 ms only. */
function whenDrawn(pod: string, isThere: boolean): string {
  return `new Promise((resolve) => {
    const observer = new MutationObserver(look);
    function look() {
      if ((document.querySelector(${JSON.stringify(`[data-pod="${pod}"]`)}) !== null) !== ${isThere}) return;
      observer.disconnect();
      resolve();
    }
    observer.observe(document.body, { childList: true, subtree: true });
    look();
  })`;
}
