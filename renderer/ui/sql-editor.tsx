/** A line of SQL with its columns completed; loaded when it is first drawn. */
import { autocompletion, completeFromList, completionKeymap } from '@codemirror/autocomplete';
import { sql, StandardSQL, type SQLNamespace } from '@codemirror/lang-sql';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderOf } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import classes from './sql-editor.module.css';
import { sqlFunctions } from './sql-functions.ts';

export interface SqlEditorProps {
  label: string;
  value: string;
  placeholder: string;
  columns: readonly string[];
  /** Enter, or leaving the field. */
  onDone: (sql: string) => void;
  /** Each change, where it is of use. */
  onChange?: ((sql: string) => void) | undefined;
}

export function SqlEditor({ label, value, placeholder, columns, onDone, onChange }: SqlEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const told = useRef({ onDone, onChange });
  useEffect(() => {
    told.current = { onDone, onChange };
  });

  useEffect(() => {
    if (parent.current === null) return;
    const done = ({ state }: EditorView) => told.current.onDone(state.doc.toString());
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          EditorView.contentAttributes.of({ 'aria-label': label }),
          placeholderOf(placeholder),
          EditorView.domEventHandlers({ blur: (_event, left) => done(left) }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) told.current.onChange?.(state.doc.toString());
          }),
          keymap.of([
            ...completionKeymap,
            { key: 'Enter', run: (entered) => (done(entered), true) },
            // What was not told yet must not be scored without.
            { key: 'Mod-Enter', run: (entered) => (done(entered), told.current.onChange === undefined) },
          ]),
          ...language(columns),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // What is typed meanwhile must not be lost when the value comes back from where it was told.
  }, [label, placeholder, columns]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.hasFocus || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={parent} className={classes.editor} />;
}

const completeFunction = completeFromList(
  sqlFunctions.map((name) => ({ label: name, apply: `${name}(`, type: 'function' })),
);

function language(columns: readonly string[]): Extension[] {
  const schema: SQLNamespace = { t: columns.map(quotedWhereNeeded) };
  return [
    minimalSetup,
    EditorView.lineWrapping,
    sql({ schema, defaultTable: 't', upperCaseKeywords: true }),
    StandardSQL.language.data.of({ autocomplete: completeFunction }),
    autocompletion({ icons: false }),
  ];
}

/** As SQL wants a name that is more than a word. */
export function quotedWhereNeeded(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
