import type { Language } from '@drydock/model';
import { useEffect, useRef } from 'preact/hooks';
import { labTextOf } from '../../text/lab.ts';
import { useStore } from '../state/store.ts';
import { isMac } from './input/keys.ts';
import { changeSettings, terminalSettings } from './settings.ts';

/** Font size, screen reader mode and copy on selection, for all terminals of this browser. */
export function SettingsMenu({ language }: { language: Language }) {
  const text = labTextOf(language);
  const settings = useStore(terminalSettings, (state) => state);
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  useEffect(() => {
    const stop = new AbortController();
    const closeOutside = ({ target }: Event) => {
      if (!(target instanceof Node && menu.current?.contains(target))) close();
    };
    // A menu covers what is below it: who turns to something else is done with it.
    document.addEventListener('pointerdown', closeOutside, { capture: true, signal: stop.signal });
    document.addEventListener('focusin', closeOutside, { signal: stop.signal });
    menu.current?.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return;
        close();
        menu.current.querySelector('summary')?.focus();
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, []);
  return (
    <details class="dock-settings" ref={menu}>
      <summary aria-label={text.settings} title={text.settings}>
        Aa
      </summary>
      <div class="dock-menu">
        <div class="font-size" role="group" aria-label={text.fontSize}>
          <span>{text.fontSize}</span>
          <button
            type="button"
            class="plain"
            aria-label={text.smaller}
            onClick={() => changeSettings({ fontSize: settings.fontSize - 1 })}
          >
            −
          </button>
          <output>{settings.fontSize}</output>
          <button
            type="button"
            class="plain"
            aria-label={text.larger}
            onClick={() => changeSettings({ fontSize: settings.fontSize + 1 })}
          >
            +
          </button>
        </div>
        <label>
          <input
            type="checkbox"
            checked={settings.screenReader}
            onChange={(event) => changeSettings({ screenReader: event.currentTarget.checked })}
          />
          {text.screenReader}
        </label>
        <label>
          <input
            type="checkbox"
            checked={settings.copyOnSelect}
            onChange={(event) => changeSettings({ copyOnSelect: event.currentTarget.checked })}
          />
          {text.copyOnSelect}
        </label>
        <p>{text.terminalKeys(isMac())}</p>
        <p>{text.terminalHelp}</p>
      </div>
    </details>
  );
}
