import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { useStore } from '../shared/store.ts';
import { isMac } from './keys.ts';
import { changeSettings, terminalSettings } from './settings.ts';

/** Font size, screen reader mode and copy on selection, for all terminals of this browser. */
export function SettingsMenu({ language }: { language: Language }) {
  const text = textOf(language);
  const settings = useStore(terminalSettings, (state) => state);
  return (
    <details class="dock-settings">
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
