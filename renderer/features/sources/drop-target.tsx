/** Takes files that are dropped anywhere on the window. */
import { useEffect, useState } from 'react';
import { CopyingBar } from './copying-bar.tsx';
import classes from './sources.module.css';
import { useDrop } from './use-drop.ts';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

export function DropTarget() {
  const [isOver, setIsOver] = useState(false);
  const { drop, copying } = useDrop();
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
  if (copying !== null) return <CopyingBar {...copying} />;
  return isOver ? <div className={classes.drop}>Drop a table to open it, or models to score with</div> : null;
}
