import type { Variables } from '../../process/types.ts';
import { type CompetenceLimit, judge, proposalIn } from '../../request/competence.ts';
import type { Calendar, Instant } from '../../service-level/calendar.ts';
import { expectedAnswerAt, type Load, targetToName } from '../../service-level/expected-time.ts';
import { levelFrom, type Terms } from '../../service-level/level.ts';
import { toldNow } from '../../service-level/request-clocks.ts';
import { forgetProposals, type Grant, grantsBefore } from './grants.ts';
import type { Served } from './served.ts';
import { mail, openPromise, promise, type Told } from './told.ts';

/** What the shipped steps do to a simulated request, by the same rules as activities/steps. */
export interface StepWorld {
  at: Instant;
  calendars: Readonly<Record<string, Calendar>>;
  load: (topic: string | null) => Load;
  grants: Grant[];
  limits: CompetenceLimit[];
  /** Of the skill `competence`. */
  levelOf: (account: string) => number;
  escalate: (request: Served) => void;
  askExpert: (request: Served, consultation: string) => void;
  endConsultation: (request: Served, consultation: string) => void;
}

type Step = (request: Served, input: Variables, world: StepWorld) => Variables;

export const STEPS: Readonly<Record<string, Step>> = {
  classify: ({ kind }) => ({ kind, score: 1 }),

  'set-deadlines': (request, input, { calendars, load }) => {
    const terms = input as unknown as Terms & { calendar: string; topic?: string };
    request.topic = terms.topic ?? request.topic;
    const level = levelFrom(terms, terms.calendar);
    const moves = request.clocks?.moves ?? [{ at: request.arrival, type: 'received' as const, ...level }];
    const told = toldNow({ moves, told: request.clocks?.told ?? null }, calendars, load(request.topic));
    request.clocks = { moves, told, after: request.clocks ? request.clocks.after : moves.length };
    return { deadlines: { ...told } };
  },

  estimate: (request, input, { at, calendars, load }) => {
    const promiseAt = openPromise(request.customer)?.dueAt ?? null;
    const target = targetToName({ promiseAt, resolutionAt: request.clocks?.told.resolutionAt ?? null, at });
    const calendar = calendars[input['calendar'] as string]!;
    return { promiseAt: expectedAnswerAt({ calendar, at, target, load: load(request.topic) }) };
  },

  'send-mail': (request, input, { at }) => {
    const { answer, promiseAt } = input as { answer: string; promiseAt?: string };
    const earlier: Told[] = [];
    for (let before = request.follows; before; before = before.follows) earlier.push(before.customer);
    if (!mail(request.customer, { answer, at, earlier })) return { sent: false };
    if (promiseAt) promise(request.customer, { dueAt: promiseAt, toldBy: answer, at });
    return { sent: true };
  },

  'check-limit': (request, { kindLimit, kindLevel, ...values }, { at, grants, limits, levelOf }) => {
    const settled = { needed: false, asked: false, level: 0, fourEyes: false, reason: null, proposedBy: null, except: [] };
    const [proposal, account] = [proposalIn(values), request.lastForm];
    if (!proposal || account === null) {
      const [first] = forgetProposals(grants, request);
      return { approval: { ...settled, asked: first !== undefined, proposedBy: first?.account ?? null } };
    }
    const about = { request, account, kind: proposal.kind, level: levelOf(account), day: at.slice(0, 10) };
    const before = grantsBefore(grants, { ...about, limits });
    const kindOwn = typeof kindLimit === 'number' ? { perCase: kindLimit, level: typeof kindLevel === 'number' ? kindLevel : 1 } : null;
    const { verdict, proposedBy, spoken } = judge(before, { account, proposal, kindLimit: kindOwn });
    if (verdict.within) forgetProposals(grants, request);
    grants.push({ ...about, amount: proposal.amount, state: verdict.within ? 'granted' : 'proposed' });
    if (verdict.within) return { approval: { ...settled, asked: before.proposers.length > 0, proposedBy } };
    const { level, fourEyes, reason } = verdict;
    return { approval: { needed: true, asked: true, level, fourEyes, reason, proposedBy, except: fourEyes ? spoken : [] } };
  },

  escalate: (request, _input, { escalate }) => {
    escalate(request);
    return {};
  },

  'ask-expert': (request, input, { askExpert }) => {
    askExpert(request, input['consultation'] as string);
    return {};
  },

  'end-consultation': (request, input, { endConsultation }) => {
    endConsultation(request, input['consultation'] as string);
    return {};
  },
};
