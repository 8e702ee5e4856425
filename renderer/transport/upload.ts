/** Copies a dropped file to the server on this machine, since a browser does not tell where a file lies. */
import { Fault, RowcastError, Uploaded, uploadPath } from '../../contract/index.ts';

/** Resolves to the copy's path. Files of one `drop` lie in one folder. `onSent` is told the bytes that are over there. */
export function uploadFile(file: File, drop: string, onSent: (bytes: number) => void): Promise<string> {
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
    request.addEventListener('error', () => reject(failed(file, 'the connection broke')));
    request.open('POST', `${uploadPath}?${new URLSearchParams({ name: file.name, drop }).toString()}`);
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
