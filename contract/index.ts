/** The contract: the only thing both sides of any wire share. */
export * from './error.ts';
export * from './job.ts';
export * from './methods.ts';
export * from './model.ts';
export * from './receipt.ts';
export * from './run.ts';
export * from './source.ts';
