export const howToGetElectron: string;
export function findElectron(): string | undefined;
