/** Takes files that are dropped anywhere on the window. */
import { Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { tellFault } from '../../ui/notice.ts';
import { percentText } from '../../ui/quantities.ts';
import { openPaths } from './open-paths.ts';
import classes from './sources.module.css';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

export function DropTarget() {
  const [isOver, setIsOver] = useState(false);
  /** 0 to 1 while dropped files are copied, which only the browser app has to. */
  const [share, setShare] = useState<number | null>(null);
  const drop = useDrop(setShare);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const dropped = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      drop([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', dropped);
    };
  }, [drop]);
  if (share !== null && share < 1) {
    return (
      <div className={classes.copying} role="status">
        Copying the file to where Rowcast can read it: {percentText(share)}
        <Progress value={share * 100} aria-label="Copying" mt={4} />
      </div>
    );
  }
  return isOver ? <div className={classes.drop}>Drop a table to open it, or models to score with</div> : null;
}

function useDrop(onShare: (share: number | null) => void): (files: File[]) => void {
  const client = useClient();
  const host = useHost();
  const latest = useRef<(files: File[]) => void>(() => undefined);
  useEffect(() => {
    latest.current = (files) => {
      host
        .pathsOf(files, onShare)
        .then((paths) => openPaths(client, paths))
        .catch(tellFault)
        .finally(() => onShare(null));
    };
  });
  return useRef((files: File[]) => latest.current(files)).current;
}
