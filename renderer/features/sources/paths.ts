/** Paths of the engine's machine, whichever system it runs. */

function separatorOf(path: string): string {
  return path.includes('\\') && !path.includes('/') ? '\\' : '/';
}

export function joinPath(folder: string, name: string): string {
  if (folder === '') return name;
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf(separatorOf(path)) + 1);
}

/** The folder a path lies in; empty for a bare name. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf(separatorOf(path));
  if (at < 0) return '';
  return at === 0 ? path.slice(0, 1) : path.slice(0, at);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:[\\/]/i.test(path) || path.startsWith('\\\\');
}

export function isInside(path: string, folder: string): boolean {
  const separator = separatorOf(folder);
  return path.startsWith(folder.endsWith(separator) ? folder : `${folder}${separator}`);
}
