/** The one question that stops the window: may a file be replaced? */
import { Button, Group, Modal, Text } from '@mantine/core';
import { create } from 'zustand';
import { fileName, folderOf } from '../sources/paths.ts';

interface Question {
  path: string;
  answer(mayReplace: boolean): void;
}

const useQuestion = create<{ question: Question | null }>(() => ({ question: null }));

export function askToReplace(path: string): Promise<boolean> {
  useQuestion.getState().question?.answer(false);
  return new Promise((resolve) => {
    const answer = (mayReplace: boolean) => {
      useQuestion.setState({ question: null });
      resolve(mayReplace);
    };
    useQuestion.setState({ question: { path, answer } });
  });
}

export function ReplaceQuestion() {
  const { question } = useQuestion();
  const no = () => question?.answer(false);
  const path = question?.path ?? '';
  return (
    <Modal opened={question !== null} onClose={no} title={`Replace ${fileName(path)}?`} centered>
      <Text size="sm">
        A file of that name is in {folderOf(path)} already. It is replaced once all rows are scored.
      </Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={no}>
          Keep it
        </Button>
        <Button color="red" data-autofocus onClick={() => question?.answer(true)}>
          Replace
        </Button>
      </Group>
    </Modal>
  );
}
