import type * as de from '../de/mail.ts';
import type { SameKeys } from '../i18n.ts';

export const mail: SameKeys<typeof de.mail> = {
  senderCheck: {
    fail: 'Careful: nothing proves that this message comes from {{domain}} (the sender check failed).',
    other: 'Careful: this message was sent through another domain, not by {{domain}}.',
    none: 'Sender not confirmed: {{domain}} sent no proof that could be checked.',
  },
  protection: {
    signed: 'Signed; the signature is not checked here.',
    encrypted: 'Encrypted: only a mail program with the key can read it. The attachment holds the message.',
  },
  original: 'Download the e-mail (.eml)',
  imagesBlocked: 'Pictures from other servers are not loaded.',
  loadImages: 'Load pictures',
  danger: {
    program: 'program: do not open',
    macros: 'contains macros: do not enable them',
    page: 'web page: may fake a form',
    disguised: 'pretends to be something else: do not open',
  },
};
