/** Dropped files in a browser: copied to the server, which keeps them for as long as the window needs them. */
import type { Copying, Host } from './host.ts';
import { removeUploads, uploadFile } from './upload.ts';

export function droppedFiles(): Pick<Host, 'pathsOf' | 'releaseCopies'> {
  /** Paths of what was copied whole, by drop. */
  const drops = new Map<string, string[]>();
  return {
    pathsOf: async (files, copying) => {
      const drop = crypto.randomUUID();
      const paths = await copyFiles(files, drop, copying);
      drops.set(drop, paths);
      return paths;
    },
    releaseCopies: (inUse) => {
      const released = [...drops].filter(([, paths]) => !paths.some((path) => inUse.has(path)));
      for (const [drop] of released) {
        drops.delete(drop);
        removeUploads(drop);
      }
      return released.map(([, paths]) => paths);
    },
  };
}

async function copyFiles(files: readonly File[], drop: string, { onShare, signal }: Copying): Promise<string[]> {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const paths: string[] = [];
  try {
    for (const file of files) {
      const onSent = (sent: number) => onShare((done + sent) / Math.max(bytes, 1));
      paths.push(await uploadFile(file, { drop, signal, onSent }));
      done += file.size;
    }
    return paths;
  } catch (error) {
    removeUploads(drop);
    throw error;
  }
}
