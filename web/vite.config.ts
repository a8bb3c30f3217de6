import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env['VORGANG_API'] ?? 'http://127.0.0.1:3000';

/** `vite build --config web/vite.config.ts` writes web/dist; `vite --config web/vite.config.ts` serves with the API behind it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  server: { port: 5173, strictPort: false, proxy: { '/api': { target: api }, '/health': { target: api } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Readable names in the size list; the hash keeps caches honest.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|wouter|regexparam|use-sync-external-store)[\\/]/ },
            { name: 'data', test: /node_modules[\\/](@tanstack|i18next|react-i18next)[\\/]/ },
          ],
        },
      },
    },
  },
});
