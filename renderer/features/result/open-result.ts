/** Opens what a run wrote, with the columns that it added marked by their model. */
import { SourceRequest, type JobInput, type Receipt } from '../../../contract/index.ts';
import { showPage } from '../../shell/layout-store.ts';
import type { Client } from '../../transport/client.ts';
import { openSource } from '../sources/open-source.ts';
import { stateOfFiles } from '../sources/source-state.ts';

export async function openResult(
  client: Client,
  { models, output, source: files, quarantine }: Pick<Receipt, 'models' | 'output' | 'source' | 'quarantine'>,
  { source, where }: Pick<JobInput, 'source' | 'where'>,
): Promise<void> {
  const scored = new Map(models.flatMap(({ name, columns }) => columns.map((column) => [column, name] as const)));
  showPage(null);
  const scoredFrom = {
    source: SourceRequest.parse(source),
    sourceState: stateOfFiles(files),
    isPart: where !== undefined || quarantine !== null,
  };
  await openSource(client, { paths: [output.path] }, { scored, scoredFrom });
}
