/**
 * Loads a page again that lost one of its scripts, after a second and at most five times: when a network comes or goes on this host, as with every new
 * cluster, Chromium breaks off all it is loading, and here a page is a hundred modules.
 */
export const loadAgain = `{
  const key = 'drydock-preview-loads';
  const count = () => Number(sessionStorage.getItem(key) ?? 0);
  const again = () => {
    if (count() >= 5) return;
    sessionStorage.setItem(key, String(count() + 1));
    setTimeout(() => location.reload(), 1000);
  };
  const isLoss = (text) => /dynamically imported module/.test(String(text));
  addEventListener('unhandledrejection', ({ reason }) => isLoss(reason) && again());
  addEventListener('error', ({ target, message }) => (target instanceof HTMLScriptElement || isLoss(message)) && again(), {
    capture: true,
  });
  setTimeout(() => sessionStorage.removeItem(key), 10_000);
}`;
