/** A field for SQL over the columns of a table. */
import { lazy, Suspense } from 'react';
import type { SqlEditorProps } from './sql-editor.tsx';

const SqlEditor = lazy(() => import('./sql-editor.tsx').then((module) => ({ default: module.SqlEditor })));

export function SqlInput(props: SqlEditorProps) {
  return (
    <Suspense fallback={<div style={{ height: 32 }} />}>
      <SqlEditor {...props} />
    </Suspense>
  );
}
