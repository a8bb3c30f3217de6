import type { Browser } from 'playwright-core';
import { seedDemo } from '../../commands/demo/seed.ts';
import { buildWeb } from '../../commands/start/web-build.ts';
import { type House, openHouse } from '../house/house.ts';
import { launchBrowser } from './browser.ts';

/** What `npm start` gives a newcomer, with a browser to look at it. */
export interface Demo {
  house: House;
  browser: Browser;
  close(): Promise<void>;
}

export const demoPassword = 'sonnblick-demo';

export async function openDemo(): Promise<Demo> {
  const [house, browser] = await Promise.all([openHouse({ parts: [] }), launchBrowser(), buildWeb()]);
  const [smtpPort = 0, imapPort = 0] = house.demoMail.split(':').map(Number);
  const mail = { smtpPort, imapPort, password: house.mail.masterPassword };
  const close = async () => {
    await browser.close();
    await house.stop();
  };
  try {
    await seedDemo({ url: house.ownerUrl, appUrl: house.databaseUrl, secretKey: house.secretKey, mail, log: () => undefined });
    await Promise.all([house.start('worker'), house.start('api')]);
  } catch (error) {
    // Its servers are detached: nobody else would end them.
    await close();
    throw error;
  }
  return { house, browser, close };
}
