/** What the browser app's file browser is asked for; one question at a time. */
import { create } from 'zustand';
import type { DestinationChoice, FileChoice, FileKind } from '../../../contract/index.ts';

export type FileQuestion = { answer: (paths: string[]) => void } & (
  | { ask: 'files'; kind: FileKind; many: boolean }
  | { ask: 'folder' }
  | { ask: 'destination'; kind: DestinationChoice['kind']; suggested: string }
);

export const useFileQuestion = create<{ question: FileQuestion | null }>(() => ({ question: null }));

type Unanswered = FileQuestion extends infer Q ? (Q extends FileQuestion ? Omit<Q, 'answer'> : never) : never;

function ask(question: Unanswered): Promise<string[]> {
  useFileQuestion.getState().question?.answer([]);
  return new Promise((resolve) => {
    const answer = (paths: string[]) => {
      useFileQuestion.setState({ question: null });
      resolve(paths);
    };
    useFileQuestion.setState({ question: { ...question, answer } });
  });
}

export function askForFiles({ kind, many = false }: FileChoice): Promise<string[]> {
  return ask({ ask: 'files', kind, many });
}

export async function askForFolder(): Promise<string | null> {
  return (await ask({ ask: 'folder' }))[0] ?? null;
}

export async function askForDestination({ kind, suggested }: DestinationChoice): Promise<string | null> {
  return (await ask({ ask: 'destination', kind, suggested }))[0] ?? null;
}
