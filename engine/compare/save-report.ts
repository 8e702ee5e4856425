/** Writes a comparison that was looked at into a folder of the user's: the same three files as a run of its own. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompareJob, CompareReport } from '../../contract/index.ts';
import { PartFile } from '../destination/part-file.ts';
import { checkTarget } from '../destination/target.ts';
import { literal } from '../sql/text.ts';
import { ReportFiles } from './report-files.ts';
import { ReportFolder } from './report-folder.ts';

type Place = Pick<CompareJob, 'folder' | 'overwrite' | 'models'>;

export async function saveReport(report: CompareReport, place: Place): Promise<void> {
  const folder = new ReportFolder(place.folder);
  try {
    const files = new ReportFiles(place, report.source);
    const destination = { path: join(place.folder, 'scored.parquet'), overwrite: place.overwrite };
    const target = checkTarget(destination, report.source, place.models, 'folder');
    const part = new PartFile(target);
    try {
      await copyFile(report.scored.path, part.path);
      part.commit(destination);
    } finally {
      part.discard();
    }
    files.write(movedTo(report, target));
  } catch (error) {
    folder.removeIfMade();
    throw error;
  }
}

/** The report of the same scored table in another place. */
function movedTo(report: CompareReport, path: string): CompareReport {
  return {
    ...report,
    scored: { ...report.scored, path },
    sql: report.sql.replaceAll(literal(report.scored.path), () => literal(path)),
  };
}
