/** What runs here, and where it keeps things. */
import type { About } from '../../../contract/index.ts';
import { Facts } from '../../ui/facts.tsx';
import { useSampleFolder } from './use-settings.ts';

export function AboutFacts({ about }: { about: About }) {
  const { versions, homeFolder, providers } = about;
  const { data: sampleFolder } = useSampleFolder();
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
