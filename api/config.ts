import type { Config } from '../config/environment.ts';
import type { PictureNet } from './messages/pictures.ts';

/** What the API needs of the configuration, and what only tests set. */
export type ApiConfig = Pick<Config, 'databaseUrl' | 'appUrl' | 'secretKey' | 'demoMail' | 'metricsToken'> & {
  /** What the sign-in page of a demo offers; none unless told. */
  demoAccounts?: NonNullable<Config['demoAccounts']>;
  /** Built web app; `web/dist` unless told. */
  webFolder?: string;
  /** Calls a minute from one network address; 1,200 unless told. */
  requestsPerMinute?: number;
  /** Where pictures of mails may be fetched; the open internet unless told. */
  pictureNet?: PictureNet;
};
