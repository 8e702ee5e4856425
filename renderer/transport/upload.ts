/** Copies a dropped file to the server on this machine, since a browser does not tell where a file lies. */
import { Fault, RowcastError } from '../../contract/index.ts';

/** Resolves to the copy's path. `onSent` is told the bytes that are over there. */
export function uploadFile(file: File, onSent: (bytes: number) => void): Promise<string> {
  // fetch does not tell how much of a body was sent.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      const answer: unknown = parsed(request.responseText);
      if (request.status === 200) return resolve((answer as { path: string }).path);
      const fault = Fault.safeParse(answer);
      if (!fault.success) return reject(failed(file, `the server answered ${request.status}`));
      reject(new RowcastError(fault.data.code, fault.data.message, fault.data.hint));
    });
    request.addEventListener('error', () => reject(failed(file, 'the connection broke')));
    request.open('POST', `upload?name=${encodeURIComponent(file.name)}`);
    request.send(file);
  });
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
