// What the worker bundles: one long-lived thing a file.
export { request } from './request.ts';
