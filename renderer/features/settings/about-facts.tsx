/** What runs here, and where it keeps things. */
import type { About } from '../../../contract/index.ts';
import { Facts } from '../../ui/facts.tsx';

export function AboutFacts({ about }: { about: About }) {
  const { versions, homeFolder, sampleFolder, providers } = about;
  const absent = providers.filter(({ available }) => !available);
  return (
    <Facts
      facts={[
        ...Object.entries(versions),
        ['Settings and history', homeFolder ?? 'are not kept'],
        ['Samples', sampleFolder ?? 'are not installed'],
        ...absent.map(({ name, reason }): [string, string] => [`Not on ${name}`, reason ?? 'not available']),
      ]}
    />
  );
}
