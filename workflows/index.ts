// What the worker bundles: one long-lived thing a file.
export { batch } from './batch.ts';
export { digests } from './digests.ts';
export { mailbox } from './mailbox.ts';
export { overrule } from './overrule.ts';
export { request } from './request.ts';
export { sweeper } from './sweeper.ts';
export { tryMailbox } from './try-mailbox.ts';
