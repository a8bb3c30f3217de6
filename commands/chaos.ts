/** `npm run chaos -- NAME [COUNT]`: a check that kills parts of a whole house; prints its figures as JSON. */
await import('../tests/chaos/run.ts');
