/** Choosing files in the browser app, where the system's own dialogs are out of reach. */
import { Modal } from '@mantine/core';
import { useFileQuestion, type FileQuestion } from './file-browser-store.ts';
import { kindNames } from './file-kinds.ts';
import { FolderView } from './folder-view.tsx';

function titleOf(question: FileQuestion): string {
  if (question.ask === 'folder') return 'Choose a folder';
  if (question.ask === 'destination') return question.kind === 'job' ? 'Save the job as' : 'Save the predictions as';
  return `Open ${kindNames[question.kind]}`;
}

/** Drawn once; shows itself while there is a question. */
export function FileBrowser() {
  const question = useFileQuestion((state) => state.question);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer([])}
      title={question === null ? '' : titleOf(question)}
      size={720}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close without choosing' }}
    >
      {question !== null && <FolderView question={question} />}
    </Modal>
  );
}
