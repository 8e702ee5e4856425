/** Whether a process is there, by its number. */

/** True where the system does not say so clearly that there is none: files of a process that may live stay. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Another user's process is refused with EPERM.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
