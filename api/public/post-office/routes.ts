import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../../app.ts';
import { failurePage, saidPage } from '../failure.ts';
import { sendPage } from '../headers.ts';
import { isLanguage, type Language, languageOf } from '../language.ts';
import { boxId, type DemoMail, type Reader, withReader } from './mail-reader.ts';
import { type Demo, demoOf } from './people.ts';
import { sendMail } from './send.ts';
import { filled, suggestions } from './suggestions.ts';
import { postOfficeTexts } from './texts.ts';
import { mailKey, type Office, type ShownBox, type ShownMail } from './frame.ts';
import { officePage } from './office-page.ts';
import { writePage } from './write-page.ts';

type Look = { Querystring: { box?: string; mail?: string; sent?: string } };
type Write = { Querystring: { from?: string; to?: string; suggestion?: string } };
type Send = { Body: Record<string, string> | undefined };

/** How many mails of a mailbox are listed. */
const listed = 100;

/** Demo only: every mailbox of the demo's mail server, to read, to write as a customer, to reply. */
export function postOfficeRoutes(app: FastifyInstance, { db, config }: ApiDeps): void {
  const { demoMail } = config;
  const open = { config: { access: 'public' as const } };
  app.setErrorHandler(failurePage(postOfficeTexts));
  if (!demoMail) {
    for (const url of ['/post-office', '/post-office/*']) app.all(url, open, refuse);
    return;
  }

  app.get<Look>('/post-office', open, (request, reply) =>
    withOffice(request, reply, demoMail, async (office, reader) => {
      const { query } = request;
      const box = office.boxes.find((one) => one.id === query.box) ?? null;
      const mails = box ? await mailsOf(reader, office.boxes, box) : [];
      const head = mails.find((mail) => mailKey(mail) === query.mail);
      const holder = office.boxes.find((one) => one.id === head?.box);
      const mail = head && holder ? await reader.read(holder, head.uid) : null;
      const texts = postOfficeTexts[office.language];
      if (query.mail && !mail) return sendPage(reply, saidPage(texts.gone, texts.goneText, office.language, office.demo.owner), 404);
      const opened = head && mail ? { key: mailKey(head), mail, at: head.at, isSent: head.isSent } : null;
      return sendPage(reply, officePage({ ...office, box, mails, open: opened, ...(query.sent ? { notice: texts.sent } : {}) }));
    }),
  );

  app.get<Write>('/post-office/write', open, (request, reply) =>
    withOffice(request, reply, demoMail, async (office) => {
      const { query } = request;
      const chosen = suggestions.find((one) => one.key === query.suggestion);
      const choose = (role: 'customer' | 'shop', wanted: string | undefined) => {
        const all = office.boxes.filter((box) => box.role === role);
        return all.find((box) => box.id === wanted) ?? all.find((box) => box.language === office.language) ?? all[0];
      };
      const [from, to] = [choose('customer', query.from), choose('shop', query.to)];
      const text = chosen && from ? filled(chosen, office.language, from) : { subject: '', text: '' };
      return sendPage(reply, writePage(office, { ...text, from: from?.id ?? '', to: to?.id ?? '', suggestion: chosen?.key ?? '' }));
    }),
  );

  app.post<Send>('/post-office/send', { config: { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } }, (request, reply) =>
    withOffice(request, reply, demoMail, async (office, reader) => {
      const fields = request.body ?? {};
      const from = office.boxes.find((box) => box.id === fields['from'] && box.role !== 'shop');
      const [heldBy, uid] = (fields['answers'] ?? '').split('.');
      const holder = office.boxes.find((box) => box.id === heldBy);
      const answers = holder ? await reader.read(holder, Number(uid)) : null;
      const to = answers
        ? (answers.replyTo[0] ?? answers.from)?.address
        : office.boxes.find((box) => box.id === fields['to'] && box.role === 'shop')?.address;
      const text = (fields['text'] ?? '').replaceAll('\r\n', '\n');
      const subject = fields['subject'] ?? '';
      if (!from || !to || text.trim() === '') {
        const error = postOfficeTexts[office.language].incomplete;
        return sendPage(
          reply,
          writePage(office, { from: fields['from'] ?? '', to: fields['to'] ?? '', subject, text, suggestion: '', error }),
          422,
        );
      }
      await sendMail(demoMail, {
        from,
        to,
        subject,
        text,
        automatic: fields['suggestion'] === 'out-of-office',
        ...(answers ? { answers } : {}),
      });
      return reply.redirect(`/post-office?box=${from.id}&sent=yes&lang=${office.language}`, 303);
    }),
  );

  /** Opens the mail server and gathers who is who; a page says so when the server does not answer. */
  async function withOffice(
    request: FastifyRequest,
    reply: FastifyReply,
    server: DemoMail,
    work: (office: Office, reader: Reader) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const demo = await demoOf(db);
    const asked = (request.body as Record<string, unknown> | undefined)?.['lang'];
    const language: Language = isLanguage(asked) ? asked : languageOf(request, 'de');
    const texts = postOfficeTexts[language];
    if (!demo) return sendPage(reply, saidPage(texts.asleep, texts.asleepText, language), 503);
    return withReader(server, async (reader) =>
      work({ language, demo, boxes: await boxesOf(reader, demo), box: null, mails: [], open: null }, reader),
    ).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 'ECONNREFUSED') throw error;
      return sendPage(reply, saidPage(texts.asleep, texts.asleepText, language, demo.owner), 503);
    });
  }

  function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const language = languageOf(request, 'de');
    const texts = postOfficeTexts[language];
    return sendPage(reply, saidPage(texts.noDemo, texts.noDemoText, language), 404);
  }
}

/** Known people with or without mail, then the boxes of addresses that nobody is known by. */
async function boxesOf(reader: Reader, demo: Demo): Promise<ShownBox[]> {
  const found = await reader.boxes();
  const counts = new Map(found.map((box) => [box.id, box.mails]));
  const known = demo.people.map((person): ShownBox => ({
    ...person,
    id: boxId(person.address),
    mails: counts.get(boxId(person.address)) ?? 0,
  }));
  const ids = new Set(known.map((box) => box.id));
  const others = found
    .filter((box) => !ids.has(box.id))
    .map((box): ShownBox => ({ ...box, name: box.address.split('@')[0] ?? box.address, role: 'other' }));
  return [...known, ...others];
}

/** What came, and what its owner wrote to the shop (it lies in the shop's mailboxes); the newest first. */
async function mailsOf(reader: Reader, boxes: ShownBox[], box: ShownBox): Promise<ShownMail[]> {
  const received = box.mails > 0 ? await reader.heads(box, listed) : [];
  const sent: ShownMail[] = [];
  for (const shop of boxes.filter((one) => one.role === 'shop' && one.mails > 0 && one.id !== box.id)) {
    const heads = await reader.heads(shop, listed);
    sent.push(
      ...heads.filter((mail) => mail.from.address.toLowerCase() === box.address.toLowerCase()).map((mail) => ({ ...mail, isSent: true })),
    );
  }
  return [...received.map((mail) => ({ ...mail, isSent: false })), ...sent].sort((one, other) => other.at.getTime() - one.at.getTime());
}
