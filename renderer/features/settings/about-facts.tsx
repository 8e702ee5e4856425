/** What runs here, and where it keeps things. */
import type { About } from '../../../contract/index.ts';
import { Facts } from '../../ui/facts.tsx';
import { useSampleFolder } from './use-settings.ts';

const partNames: Readonly<Record<string, string>> = {
  rowcast: 'Rowcast',
  extension: 'Scoring extension',
  duckdb: 'DuckDB',
  onnxruntime: 'ONNX Runtime',
  node: 'Node.js',
  platform: 'System',
};

export function AboutFacts({ about }: { about: About }) {
  const { versions, homeFolder, providers } = about;
  const { data: sampleFolder } = useSampleFolder();
  const absent = providers.filter(({ available }) => !available);
  return (
    <Facts
      facts={[
        ...Object.entries(versions).map(([part, version]): [string, string] => [partNames[part] ?? part, version]),
        ['Kept in', homeFolder ?? 'nothing is kept'],
        ['Samples in', sampleFolder ?? 'not installed'],
        ...absent.map(({ name, reason }): [string, string] => [`Not on ${name}`, reason ?? 'not available']),
      ]}
    />
  );
}
