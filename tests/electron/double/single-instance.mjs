/** The lock that one app of a data folder holds, and what later starts tell its holder. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** True where this process holds the lock from now on; otherwise `said` is left for the holder, whose `hear` gets it. */
export function holdLock(folder, said, hear) {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'instance.lock');
  const message = join(folder, `second-${process.pid}.json`);
  if (isHeld(lock)) {
    writeFileSync(`${message}.part`, JSON.stringify(said));
    renameSync(`${message}.part`, message);
    return false;
  }
  writeFileSync(lock, String(process.pid));
  process.on('exit', () => rmSync(lock, { force: true }));
  watch(folder, () => listen(folder, hear)).unref();
  return true;
}

function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

function listen(folder, hear) {
  for (const name of readdirSync(folder).filter((file) => /^second-\d+\.json$/.test(file))) {
    const said = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    rmSync(join(folder, name));
    hear(said);
  }
}
