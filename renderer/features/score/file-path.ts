/** Parts of a path on the engine's machine, whichever way its slashes lean. */

export function fileName(path: string): string {
  return path.slice(separatorBefore(path) + 1);
}

/** Without the separator at its end; empty where the path has no folder. */
export function folderOf(path: string): string {
  const at = separatorBefore(path);
  return at === 0 ? path.slice(0, 1) : path.slice(0, Math.max(at, 0));
}

export function joinPath(folder: string, name: string): string {
  if (folder === '') return name;
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

export function isInside(path: string, folder: string): boolean {
  return (
    path.startsWith(folder.endsWith('/') || folder.endsWith('\\') ? folder : `${folder}/`) ||
    path.startsWith(`${folder}\\`)
  );
}

function separatorBefore(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
}
