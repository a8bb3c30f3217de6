import type { DemoSummary } from './demo.ts';
import type { Ports } from './ports.ts';

export interface PanelFacts {
  appUrl: string;
  demo: DemoSummary;
  temporalUi: string | null;
  /** Where everything is kept; the logs are in `logs` beneath it. */
  folder: string;
  ports: Ports;
  /** How long the start took. */
  seconds: number;
  language: 'de' | 'en';
}

/** German where the user's surroundings are German. */
export function language(env: NodeJS.ProcessEnv = process.env): 'de' | 'en' {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return named.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** The last words of the start: addresses, accounts, what to try first. The first address is the app's. */
export function panel({ appUrl, demo, temporalUi, folder, ports, seconds, language }: PanelFacts): string {
  const text = texts[language];
  const lines = [text.running(seconds.toFixed(1)), ''];
  const row = (label: string, value: string) => lines.push(`  ${label.padEnd(text.width)}${value}`);
  row(text.app, appUrl);
  row(text.contact, `${appUrl}/contact/${demo.slug}`);
  row(text.postOffice, `${appUrl}/post-office`);
  if (temporalUi) row(text.temporal, temporalUi);
  row(text.mail, `127.0.0.1:${ports.imap} (IMAP), 127.0.0.1:${ports.smtp} (SMTP)`);
  row(text.kept, folder);
  lines.push('', `  ${text.accounts}`);
  const width = Math.max(...demo.accounts.map(({ email }) => email.length)) + 2;
  for (const { email, password, role } of demo.accounts) lines.push(`    ${email.padEnd(width)}${password.padEnd(16)}${role}`);
  lines.push('', `  ${text.tryFirst}`, ...text.steps.map((step, index) => `    ${index + 1}. ${step}`), '', `  ${text.stop}`, '');
  return lines.join('\n');
}

const texts = {
  en: {
    width: 18,
    running: (seconds: string) => `Vorgang is running (after ${seconds} s).`,
    app: 'App',
    contact: 'Contact page',
    postOffice: 'Post office',
    temporal: "Temporal's pages",
    mail: 'Mail server',
    kept: 'Data and logs',
    accounts: 'Sign in as',
    tryFirst: 'Try first',
    steps: [
      'In the post office write to the shop as one of its customers, and read the acknowledgement that comes back.',
      'Sign in as an agent, take the new task from the inbox and answer it with a standard answer.',
      'In the post office answer as the customer: the same request opens again.',
    ],
    stop: 'Ctrl-C stops everything; the data stay. `npm start -- --fresh` starts over.',
  },
  de: {
    width: 18,
    running: (seconds: string) => `Vorgang läuft (nach ${seconds.replace('.', ',')} s).`,
    app: 'Anwendung',
    contact: 'Kontaktseite',
    postOffice: 'Postamt',
    temporal: 'Temporals Seiten',
    mail: 'Mailserver',
    kept: 'Daten und Logs',
    accounts: 'Anmelden als',
    tryFirst: 'Zuerst versuchen',
    steps: [
      'Im Postamt als einer der Kunden an den Shop schreiben und die Eingangsbestätigung lesen, die zurückkommt.',
      'Als Sachbearbeiter anmelden, die neue Aufgabe aus dem Eingang nehmen und mit einer Standardantwort beantworten.',
      'Im Postamt als Kunde antworten: derselbe Vorgang öffnet sich wieder.',
    ],
    stop: 'Strg-C beendet alles, die Daten bleiben. `npm start -- --fresh` fängt von vorn an.',
  },
};
