/** Whom the server answers: browsers that came in by the printed address, on that address, from its own page. */
import type { IncomingMessage } from 'node:http';
import { hasCookie, isSecret, newSecret, type Secrets } from './secrets.ts';

export interface Refusal {
  status: number;
  /** A sentence for whoever sees it instead of the page. */
  why: string;
}

const safeMethods = new Set(['GET', 'HEAD']);

export class Guard {
  readonly #port: number;
  #secrets: Secrets;

  constructor(port: number, secrets: Secrets) {
    this.#port = port;
    this.#secrets = secrets;
  }

  /** Whether a browser has been let in before. */
  knows({ headers }: IncomingMessage): boolean {
    return hasCookie(headers.cookie, this.#port, this.#secrets);
  }

  /** Takes back the token that a browser came in with: whoever saw its address cannot use it again. Returns the next. */
  spendToken(): string {
    this.#secrets = { ...this.#secrets, token: newSecret() };
    return this.#secrets.token;
  }

  /** The only host the server goes by; another name for this machine may be an attacker's (DNS rebinding). */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  /** Undefined where the request may go on. Upgrades count as writing: any page may open a WebSocket to here. */
  refuse(request: IncomingMessage, isUpgrade = false): Refusal | undefined {
    const { host, origin } = request.headers;
    if (host !== this.host) {
      return { status: 421, why: `Rowcast answers as ${this.origin} only. Open the address that it printed.` };
    }
    if (!this.knows(request)) {
      return { status: 401, why: 'Rowcast does not know this browser yet. Open the whole address that it printed.' };
    }
    if ((isUpgrade || !safeMethods.has(request.method ?? '')) && origin !== this.origin) {
      return { status: 403, why: 'Rowcast takes this from its own page only.' };
    }
    return undefined;
  }

  /** For the printed address itself, which no cookie is needed for. */
  refuseToken(request: IncomingMessage, token: string | null): Refusal | undefined {
    if (request.headers.host !== this.host) return this.refuse(request);
    if (isSecret(token, this.#secrets.token)) return undefined;
    return {
      status: 401,
      why: 'This address was used before, or is of another Rowcast. Open the last one that it printed.',
    };
  }
}
