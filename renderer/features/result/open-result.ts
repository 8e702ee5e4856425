/** Opens what a run wrote, with the columns that it added marked by their model. */
import { SourceRequest, type JobInput, type Receipt } from '../../../contract/index.ts';
import { showPage } from '../../shell/layout-store.ts';
import type { Client } from '../../transport/client.ts';
import { openSource } from '../sources/open-source.ts';
import { stateOfFiles } from '../sources/source-state.ts';
import { readingOfResult } from './reading-of-result.ts';

export async function openResult(
  client: Client,
  { models, output, source: files, quarantine }: Pick<Receipt, 'models' | 'output' | 'source' | 'quarantine'>,
  { source, where, destination }: Pick<JobInput, 'source' | 'where' | 'destination'>,
): Promise<void> {
  const scored = new Map(models.flatMap(({ name, columns }) => columns.map((column) => [column, name] as const)));
  showPage(null);
  const asked = SourceRequest.parse(source);
  const scoredFrom = {
    source: asked,
    sourceState: stateOfFiles(files),
    isPart: where !== undefined || quarantine !== null,
  };
  const reading = readingOfResult(asked, output.path, destination.format, output.columns);
  await openSource(client, { ...reading, paths: [output.path] }, { scored, scoredFrom });
}
