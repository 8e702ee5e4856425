/** The user's settings, and what they mean for jobs and for looking at tables. */
import { join } from 'node:path';
import { RowcastError, Settings, type Resources } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { statsOf } from '../source/files.ts';
import { readSettings, writeSettings } from './settings-file.ts';

/** What settings say about jobs that leave it open. */
interface Open {
  provider: string;
  resources: Resources;
}

export class SettingsKeeper {
  readonly #path: string | undefined;
  #kept = Settings.parse({});

  /** Without a folder settings last as long as the engine. */
  constructor(folder: string | undefined) {
    this.#path = folder === undefined ? undefined : join(folder, 'settings.json');
  }

  /** Read anew each time, since another window may have written them. Fails with SETTINGS_UNREADABLE. */
  read(): Settings {
    if (this.#path !== undefined) this.#kept = readSettings(this.#path);
    return this.#kept;
  }

  /** The settings, or the last that could be read; without a temporary folder that is not there, as on a disk that was taken out. */
  inForce(): Settings {
    const { temporaryFolder, ...settings } = this.#readable();
    return temporaryFolder !== undefined && isFolder(temporaryFolder) ? { ...settings, temporaryFolder } : settings;
  }

  #readable(): Settings {
    try {
      return this.read();
    } catch {
      return this.#kept;
    }
  }

  async write(settings: Settings, database: Database): Promise<Settings> {
    checkFolder(settings.temporaryFolder);
    if (this.#path !== undefined) writeSettings(this.#path, settings);
    this.#kept = settings;
    await database.setDefaults(settings);
    return settings;
  }

  /** The job with the settings in the place of what it leaves open. */
  complete<T extends Open>(job: T): T {
    const { threads, memoryLimit, provider } = this.inForce();
    return {
      ...job,
      provider: job.provider === 'auto' ? provider : job.provider,
      resources: {
        ...(threads === undefined ? {} : { threads }),
        ...(memoryLimit === undefined ? {} : { memoryLimit }),
        ...job.resources,
      },
    };
  }
}

function checkFolder(folder: string | undefined): void {
  if (folder === undefined || isFolder(folder)) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `The temporary folder "${folder}" is not there: expected a folder.`,
    'Make it first, or leave the setting empty for the folder of the system.',
  );
}

function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() === true;
}
