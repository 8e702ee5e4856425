/** The job of the panel with all that it takes from elsewhere: the settings, and where a sample's predictions may go. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatOfTable, type JobDraftInput } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { useSampleFolder, useSettings } from '../settings/use-settings.ts';
import { draftOf, outputOf, type Output } from './draft.ts';
import { fileName, isInside } from '../sources/paths.ts';
import { useJob } from './job-store.ts';

export function useOutput(): Output | null {
  const source = useJob((job) => job.source);
  const destination = useJob((job) => job.destination);
  const format = useJob((job) => job.format);
  const { data: settings } = useSettings();
  const folder = useFolderForSamples();
  const usual = settings?.outputFormat ?? formatOfTable(fileName(source?.paths[0] ?? ''), source?.format);
  return useMemo(
    () => (folder === null ? null : outputOf({ source, destination, format }, usual, folder)),
    [source, destination, format, usual, folder],
  );
}

export function useDraft(): JobDraftInput | null {
  const job = useJob();
  const output = useOutput();
  return useMemo(() => draftOf(job, output), [job, output]);
}

/** Samples lie where the app does, which is no place for a user's files; undefined for any other table, null until it is known. */
function useFolderForSamples(): string | undefined | null {
  const client = useClient();
  const { data: sampleFolder } = useSampleFolder();
  const first = useJob(({ source }) => source?.paths[0]);
  const isSample = first !== undefined && typeof sampleFolder === 'string' && isInside(first, sampleFolder);
  const { data: listing } = useQuery({
    queryKey: ['first folder'],
    queryFn: ({ signal }) => client.files.list({}, { signal }),
    enabled: isSample,
  });
  return isSample ? (listing?.folder ?? null) : undefined;
}
