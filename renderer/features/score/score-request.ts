/** Whether the user asked for predictions while inputs were still being looked at: they begin as soon as all is ready. */
import { create } from 'zustand';

export const useScoreRequest = create<{ isWanted: boolean }>(() => ({ isWanted: false }));
