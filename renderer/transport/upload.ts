/** Copies a dropped file to the server on this machine, since a browser does not tell where a file lies. */
import { Fault, RowcastError, Uploaded, uploadPath } from '../../contract/index.ts';

export interface Upload {
  /** Files of one drop lie in one folder. */
  drop: string;
  /** Aborting it leaves nothing of the file. */
  signal: AbortSignal;
  /** Is told the bytes that are over there. */
  onSent: (bytes: number) => void;
}

/** Resolves to the copy's path. */
export function uploadFile(file: File, { drop, signal, onSent }: Upload): Promise<string> {
  // fetch does not tell how much of a body was sent.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText);
      const uploaded = Uploaded.safeParse(answer);
      if (uploaded.success) return resolve(uploaded.data.path);
      const fault = Fault.safeParse(answer);
      if (!fault.success) return reject(failed(file, `the server answered ${request.status}`));
      reject(RowcastError.fromFault(fault.data));
    });
    const stop = () => request.abort();
    signal.addEventListener('abort', stop);
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    request.addEventListener('abort', () => reject(new RowcastError('CANCELLED', 'The copying was cancelled.', '')));
    request.addEventListener('error', () => reject(failed(file, 'the connection broke')));
    request.open('POST', `${uploadPath}?${new URLSearchParams({ name: file.name, drop }).toString()}`);
    request.send(file);
  });
}

/** Removes the files of a drop. What stays, as where the server is gone, goes with the app. */
export function removeUploads(drop: string): void {
  const address = `${uploadPath}?${new URLSearchParams({ drop }).toString()}`;
  fetch(address, { method: 'DELETE' }).catch(() => undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failed(file: File, reason: string): RowcastError {
  return new RowcastError(
    'SOURCE_UNREADABLE',
    `"${file.name}" could not be copied: ${reason}.`,
    'Open the file by its path instead.',
  );
}
