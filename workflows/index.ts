// What the worker bundles: one long-lived thing a file.
export { batch } from './batch.ts';
export { mailbox } from './mailbox.ts';
export { request } from './request.ts';
export { sweeper } from './sweeper.ts';
