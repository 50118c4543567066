import type { Language } from '@drydock/model';
import { useEffect } from 'preact/hooks';
import { labTextOf } from '../../text/lab.ts';
import { labStore } from '../attempt/session.ts';
import { nameCodeRegions } from '../lesson/code-regions.ts';
import { offerTerminalCopies } from '../terminal/clipboard/copy-buttons.ts';
import { fillPlaces, markPlaces } from './panes/fill-page.ts';

/** Nothing to see: fills the attempt's parameters into the lab's text and gives its shell blocks their "Copy to terminal" button. */
export default function LabText({ parameters, language }: { parameters: readonly string[]; language: Language }) {
  useEffect(() => {
    const root = document.getElementById('lab-text');
    if (!root) return undefined;
    markPlaces(root, new Set(parameters), labTextOf(language).parameterLater);
    const fill = () => fillPlaces(root, labStore.get().attempt?.parameters ?? {});
    fill();
    offerTerminalCopies(root, labTextOf(language));
    nameCodeRegions(root, labTextOf(language).codeBlock);
    let known = labStore.get().attempt?.parameters;
    return labStore.subscribe(() => {
      const values = labStore.get().attempt?.parameters;
      if (values === known) return;
      known = values;
      fill();
    });
  }, []);
  return null;
}
