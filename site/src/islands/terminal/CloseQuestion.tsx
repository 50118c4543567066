import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { Dialog } from '../controls/Dialog.tsx';
import type { Running } from './running.ts';

/** Asks before a terminal is closed in which something runs. */
export function CloseQuestion(props: {
  title: string;
  running: Exclude<Running, null>;
  language: Language;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { title, running, language } = props;
  const text = labTextOf(language);
  return (
    <Dialog
      title={text.closeRunning(title)}
      confirm={text.closeAnyway}
      cancel={text.cancel}
      isDanger
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <p>{running === 'unknown' ? text.closeUnknown : text.closeProgram(running.program)}</p>
    </Dialog>
  );
}
