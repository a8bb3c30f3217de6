/** `npm run simulate -- day [FOLDER]` or `week`: the product's rules under a virtual clock; prints figures. Nothing is stored. */
const [, , name = ''] = process.argv;
process.argv.splice(2, 1);
if (name !== 'day' && name !== 'week')
  throw new Error('Name what to simulate: npm run simulate -- day [FOLDER], or npm run simulate -- week.');
await import(`./simulate/${name}.ts`);
