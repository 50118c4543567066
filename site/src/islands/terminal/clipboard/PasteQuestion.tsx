import type { Language } from '@drydock/model';
import { labTextOf } from '../../../text/lab.ts';
import { Dialog } from '../../controls/Dialog.tsx';
import type { Paste } from './paste.ts';

const mostShown = 2000;

/** Asks before several lines go to a program, and says what would happen to them. */
export function PasteQuestion(props: {
  paste: Paste;
  isBracketed: boolean;
  language: Language;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { paste, isBracketed, language } = props;
  const text = labTextOf(language);
  return (
    <Dialog
      title={text.pasteTitle(paste.lines)}
      confirm={text.paste}
      cancel={text.cancel}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <p>{isBracketed ? text.pasteWhole : text.pasteBody}</p>
      <pre>{paste.text.length > mostShown ? `${paste.text.slice(0, mostShown)}…` : paste.text}</pre>
    </Dialog>
  );
}
