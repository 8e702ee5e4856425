/** Opens what a run wrote, with the columns that it added marked by their model. */
import type { Receipt } from '../../../contract/index.ts';
import { showPage } from '../../shell/layout-store.ts';
import type { Client } from '../../transport/client.ts';
import { openSource } from '../sources/open-source.ts';

export async function openResult(
  client: Client,
  { models, output }: Pick<Receipt, 'models' | 'output'>,
): Promise<void> {
  const scored = new Map(models.flatMap(({ name, columns }) => columns.map((column) => [column, name] as const)));
  showPage(null);
  await openSource(client, { paths: [output.path] }, { scored });
}
