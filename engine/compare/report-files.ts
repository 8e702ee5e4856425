/** The report's files beside the scored table, each whole or not there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompareJob, CompareReport, Destination, SourceFile } from '../../contract/index.ts';
import { PartFile } from '../destination/part-file.ts';
import { checkTarget } from '../destination/target.ts';
import { reportPage } from './page/page.ts';

/** JSON comes last and names the scored table by its hash, so that files of different runs cannot be taken for one. */
const contents: readonly [name: string, write: (report: CompareReport) => string][] = [
  ['report.html', reportPage],
  ['report.json', (report) => `${JSON.stringify(report, null, 2)}\n`],
];

export class ReportFiles {
  readonly #files: readonly { destination: Destination; target: string; write: (report: CompareReport) => string }[];

  /** Throws where one of them cannot be written, before a row is read. */
  constructor(job: Pick<CompareJob, 'folder' | 'overwrite' | 'models'>, sources: readonly SourceFile[]) {
    this.#files = contents.map(([name, write]) => {
      const destination = { path: join(job.folder, name), overwrite: job.overwrite };
      return { destination, target: checkTarget(destination, sources, job.models, 'folder'), write };
    });
  }

  write(report: CompareReport): void {
    const parts: { part: PartFile; destination: Destination }[] = [];
    try {
      for (const { target, destination, write } of this.#files) {
        const part = new PartFile(target);
        parts.push({ part, destination });
        writeFileSync(part.path, write(report));
      }
      for (const { part, destination } of parts) part.commit(destination);
    } catch (error) {
      parts.forEach(({ part }) => part.discard());
      throw error;
    }
  }
}
