import { html } from 'ghtml';
import type { ParsedMail } from '../../../domain/mail/types.ts';
import { postOfficeScriptPath } from '../assets.ts';
import type { Language } from '../language.ts';
import { page } from '../page.ts';
import type { MailHead } from './mail-reader.ts';
import type { Demo, Person } from './people.ts';
import { postOfficeTexts } from './texts.ts';

/** A mailbox as the post office shows it. */
export interface ShownBox extends Omit<Person, 'role'> {
  id: string;
  role: Person['role'] | 'other';
  mails: number;
}

export interface ShownMail extends MailHead {
  /** The owner of the open mailbox wrote it. */
  isSent: boolean;
}

export interface Office {
  language: Language;
  demo: Demo;
  boxes: ShownBox[];
  box: ShownBox | null;
  mails: ShownMail[];
  /** The open mail with the mailbox that holds it. */
  open: { key: string; mail: ParsedMail; at: Date; isSent: boolean } | null;
  notice?: string;
}

export const mailKey = (mail: { box: string; uid: number }): string => `${mail.box}.${mail.uid}`;

/** The frame of every page of the post office. */
export function shell(office: Office, refresh: number | null, body: string, wide = true): string {
  const { language, demo } = office;
  const texts = postOfficeTexts[language];
  const other = language === 'de' ? 'en' : 'de';
  return page({
    language,
    owner: demo.owner,
    title: texts.title,
    corner: html`<a href="${address(office.box?.id, office.open?.key, other)}" lang="${other}" hreflang="${other}">${texts.switchTo}</a>`,
    body,
    wide,
    script: postOfficeScriptPath,
    ...(refresh ? { refresh } : {}),
  });
}

export function bar({ language, demo, box }: Office, title: string): string {
  const texts = postOfficeTexts[language];
  const from = box?.role === 'customer' ? `&from=${box.id}` : '';
  return html`<div class="bar">
    <h1>${title}</h1>
    <a class="button" href="/post-office/write?lang=${language}${from}">${texts.write}</a>
    <a class="button quiet" href="/contact/${demo.slug}?lang=${language}" target="_blank">${texts.contactPage}</a
    ><a class="button quiet" href="/" target="_blank">${texts.openApp}</a>
  </div>`;
}

/** Address of a mailbox or a mail in it. */
export function address(box: string | undefined, mail: string | undefined, language: Language): string {
  return `/post-office?${new URLSearchParams({ ...(box ? { box } : {}), ...(mail ? { mail } : {}), lang: language })}`;
}
