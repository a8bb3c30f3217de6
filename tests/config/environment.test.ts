import { expect, test } from 'vitest';
import { readEnvironment, readMigrationEnvironment } from '../../config/environment.ts';

const complete = {
  DATABASE_URL: 'postgres://vorgang_app:p%40ss@db:5432/vorgang',
  APP_URL: 'https://service.drogerie.example/',
  SECRET_KEY: 'k'.repeat(32),
};

test('three variables are enough', () => {
  expect(readEnvironment(complete)).toEqual({
    databaseUrl: complete.DATABASE_URL,
    temporal: { address: '127.0.0.1:7233', namespace: 'vorgang' },
    appUrl: 'https://service.drogerie.example',
    host: '127.0.0.1',
    port: 8080,
    workerPort: 8081,
    secretKey: complete.SECRET_KEY,
    workflowBundle: null,
    logLevel: 'info',
    smtpPatience: 300,
    demoMail: null,
  });
});

test('every fault is named in one message, without the value', () => {
  const faulty = { ...complete, DATABASE_URL: '', SECRET_KEY: 'short', PORT: 'http', LOG_LEVEL: 'loud' };
  let message = '';
  try {
    readEnvironment(faulty);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('DATABASE_URL is missing');
  expect(message).toContain('SECRET_KEY is not valid: at least 32 random characters');
  expect(message).toContain('PORT is not valid');
  expect(message).toContain('LOG_LEVEL is not valid');
  expect(message.split('\n')).toHaveLength(5);
  expect(message).not.toContain('short');
});

test('numbers are numbers and the demo mail server is taken apart', () => {
  const config = readEnvironment({ ...complete, PORT: '9000', DEMO_MAIL: '2525:1143:a:b=c' });
  expect(config.port).toBe(9000);
  expect(config.demoMail).toEqual({ smtpPort: 2525, imapPort: 1143, password: 'a:b=c' });
});

test('migration takes the application password from its address', () => {
  const env = { DATABASE_OWNER_URL: 'postgres://postgres:x@db/vorgang', DATABASE_URL: complete.DATABASE_URL };
  expect(readMigrationEnvironment(env)).toEqual({ ownerUrl: env.DATABASE_OWNER_URL, appPassword: 'p@ss' });
});
