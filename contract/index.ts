/** The contract: the only thing both sides of any wire share. */
export * from './binding.ts';
export * from './engine-port.ts';
export * from './error.ts';
export * from './file-path.ts';
export * from './files.ts';
export * from './history.ts';
export * from './host.ts';
export * from './job.ts';
export * from './methods.ts';
export * from './model-graph.ts';
export * from './model.ts';
export * from './receipt.ts';
export * from './run.ts';
export * from './settings.ts';
export * from './source.ts';
export * from './table.ts';
export * from './what-if.ts';
