/** Where a folder lies, each folder above it one click away. */
import { Anchor, Breadcrumbs, Group, Text } from '@mantine/core';
import type { Listing } from '../../../contract/index.ts';
import { fileName, folderOf } from './paths.ts';

/** The folders from the root that may be seen down to this one. */
function trail({ folder, roots }: Listing): string[] {
  const steps = [folder];
  for (let at = folder; !roots.includes(at);) {
    const above = folderOf(at);
    if (above === '' || above === at) break;
    steps.unshift(above);
    at = above;
  }
  return steps;
}

export function FolderPath({ listing, onEnter }: { listing: Listing; onEnter: (folder: string) => void }) {
  const others = listing.roots.filter((root) => !listing.folder.startsWith(root));
  return (
    <Group justify="space-between" gap="xs">
      <Breadcrumbs separatorMargin={4}>
        {trail(listing).map((folder) =>
          folder === listing.folder ? (
            <Text key={folder} size="sm" fw={600}>
              {fileName(folder) || folder}
            </Text>
          ) : (
            <Anchor key={folder} component="button" type="button" size="sm" onClick={() => onEnter(folder)}>
              {fileName(folder) || folder}
            </Anchor>
          ),
        )}
      </Breadcrumbs>
      <Group gap="xs">
        {others.map((root) => (
          <Anchor key={root} component="button" type="button" size="sm" title={root} onClick={() => onEnter(root)}>
            {fileName(root) || root}
          </Anchor>
        ))}
      </Group>
    </Group>
  );
}
