import type { LabCatalogue } from '@drydock/lab';

/** The catalogue as the preview of one lab serves it: with every lab, and with the findings of this one alone. Its author is not to look through those of others. */
export function withOwnFindings({ labs, problems }: LabCatalogue, id: string): LabCatalogue {
  return { labs, problems: problems.filter(({ lab }) => lab === id) };
}

/** One line about the labs that the preview leaves out because of their findings; undefined when no other lab has a finding that keeps it from use. */
export function leftOutLine({ problems }: LabCatalogue, id: string): string | undefined {
  const others = new Set(problems.flatMap(({ lab, isHarmless }) => (lab === id || isHarmless ? [] : [lab])));
  if (others.size === 0) return undefined;
  return `Left out for their findings: ${[...others].join(', ')}. \`npx drydock lab lint ${[...others].join(' ')}\` prints them.`;
}
