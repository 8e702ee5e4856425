/** The two secrets of a server: the token in the address it prints, which lets in one browser, and the cookie that browsers get for it. */
import { randomBytes, timingSafeEqual } from 'node:crypto';

export interface Secrets {
  token: string;
  cookie: string;
}

/** 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time whatever the texts have in common. */
export function isSecret(said: string | null | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(said ?? ''), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Browsers share cookies among the ports of a host, so each server has a name of its own for its cookie. */
function cookieName(port: number): string {
  return `rowcast-${port}`;
}

export function setCookie(port: number, { cookie }: Secrets): string {
  return `${cookieName(port)}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
}

export function hasCookie(header: string | undefined, port: number, { cookie }: Secrets): boolean {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const prefix = `${cookieName(port)}=`;
  return pairs.some((pair) => pair.startsWith(prefix) && isSecret(pair.slice(prefix.length), cookie));
}
