import '@mantine/core/styles.layer.css';
import '@fontsource-variable/ibm-plex-sans/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startI18n } from './i18n/i18n.ts';
import { applyPreferences } from './preferences/preferences.ts';

applyPreferences();
await startI18n();

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root to render into.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
