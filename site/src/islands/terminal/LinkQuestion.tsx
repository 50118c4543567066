import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { Dialog } from '../controls/Dialog.tsx';

interface Props {
  url: string;
  language: Language;
  onClose: () => void;
}

/** Asks before an address that a program printed is opened: what it shows need not be where it leads. */
export function LinkQuestion({ url, language, onClose }: Props) {
  const text = labTextOf(language);
  return (
    <Dialog
      title={text.linkTitle}
      confirm={text.linkOpen}
      cancel={text.cancel}
      onConfirm={() => openOutside(url)}
      onClose={onClose}
    >
      <pre>{url.slice(0, 500)}</pre>
    </Dialog>
  );
}

function openOutside(url: string): void {
  if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}
