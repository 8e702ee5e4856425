/** What is found out once and shared by all who ask, also while it is being found out. */

interface Kept<K, V> {
  get(key: K): Promise<V> | undefined;
  set(key: K, value: Promise<V>): unknown;
  delete(key: K): unknown;
}

/** What `find` gives, called only for the first to ask; whoever asks after it failed has it called again. */
export function keptPromise<K, V>(kept: Kept<K, V>, key: K, find: () => Promise<V>): Promise<V> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const finding = find().catch((error: unknown) => {
    kept.delete(key);
    throw error;
  });
  kept.set(key, finding);
  return finding;
}
