/** What the server of the browser app answers besides the page: addresses on its origin, and what stands there. */
import { z } from 'zod';

/** A WebSocket over which the contract's methods are called. */
export const socketPath = '/engine';

/** `GET`: the files that the app was started with, as `InitialFiles`. */
export const initialFilesPath = '/initial.json';

export const InitialFiles = z.object({ files: z.array(z.string()) });
export type InitialFiles = z.infer<typeof InitialFiles>;

/**
 * `POST uploadPath?name=…&drop=…` with a file as the body keeps it and answers with `Uploaded`, or with a `Fault` and a status of 400
 * or more. Files of one `drop`, an id the page makes up, lie in one folder, as a model and its weights must. They stay until
 * `DELETE uploadPath?drop=…`, or until the app ends.
 */
export const uploadPath = '/upload';

export const Uploaded = z.object({ path: z.string() });
export type Uploaded = z.infer<typeof Uploaded>;
