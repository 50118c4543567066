import type { Language, SandboxProfile } from '@drydock/model';
import type { LabName } from '../lease/Waiting.tsx';

/** What the page gives the desk of a lesson. */
export interface DeskProps {
  lesson: string;
  profile: SandboxProfile;
  labs: LabName[];
  language: Language;
}
