import type { Language, SandboxProfile } from '@drydock/model';
import type { LabName } from '../lease/Waiting.tsx';

/** What the page gives the desk of a lesson. */
export interface DeskProps {
  lesson: string;
  profile: SandboxProfile;
  /** The nodes of this profile as the dock names them: the only one as an empty name, or each by its name. */
  nodes: readonly string[];
  labs: LabName[];
  language: Language;
}
