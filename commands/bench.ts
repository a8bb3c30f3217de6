/** `npm run bench -- NAME`: prints figures and ratios of one run; never a test. */
const [, , name = ''] = process.argv;
process.argv.splice(2, 1);
if (!/^[a-z-]+$/.test(name)) throw new Error('Name a benchmark: request, mail, engine, routing or calendar.');
await import(`../tests/bench/${name}.ts`);
