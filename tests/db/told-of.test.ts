import { expect, test } from 'vitest';
import { type Happening, toldOf } from '../../db/told-of.ts';

const boss = { type: 'account', id: 'boss' };
const system = { type: 'system' };
const tell = (kind: string, data: Happening['data'] = {}, actor: Happening['actor'] = system) =>
  toldOf({ kind, data, actor }).map(({ reason, ...one }) => [reason, one.to, ...('account' in one ? [one.account] : [])].join(' '));

test.each<[string, string[], string[]]>([
  ['a customer’s reply concerns whoever has the task', tell('customer-replied'), ['replied owners']],
  ['what comes back by itself concerns its owner', tell('resumed'), ['resubmitted owners']],
  ['what somebody brought back themselves concerns nobody', tell('resumed', {}, boss), []],
  ['a drawn reminder goes to whom the process names', tell('reminded', { whom: 'lead', reason: 'r' }), ['reminded leads']],
  ['what the line gives concerns nobody: it comes up in their list', tell('assigned', { account: 'a', by: 'push' }), []],
  [
    'what a lead gives concerns who gets it and who loses it',
    tell('assigned', { account: 'a', by: 'lead', from: 'b' }, boss),
    ['given account a', 'taken account b'],
  ],
  ['a take-over concerns who loses the task', tell('assigned', { account: 'a', by: 'take', from: 'b' }), ['taken account b']],
  ['a task given over concerns who gets it', tell('handed-over', { account: 'a' }), ['given account a']],
  [
    'an undone intervention concerns both',
    tell('intervention-undone', { account: 'a', from: 'b' }, boss),
    ['given account a', 'taken account b'],
  ],
  ['what somebody returns concerns nobody', tell('returned', { reason: 'r' }), []],
  ['an expert’s answer concerns who asked', tell('expert-declined', { consultation: 'c' }), ['expert-declined asker']],
  ['an approval concerns who may give it', tell('approval-asked', { level: 3 }), ['approval-asked approvers']],
  ['a grant within one’s own limit concerns nobody', tell('granted', { amount: 5 }), []],
  ['a decision concerns who proposed it', tell('granted', { amount: 5, proposedBy: 'a' }), ['approved account a']],
  ['a refusal concerns who proposed it', tell('approval-refused', { proposedBy: 'a' }), ['refused account a']],
  ['a promise in danger concerns owners and leads', tell('notice-withheld'), ['notice-withheld owners', 'notice-withheld leads']],
  ['a breach concerns the leads', tell('escalated'), ['escalated leads']],
  ['most of what happens concerns nobody', tell('task-created', { task: 't' }), []],
])('%s', (_, told, expected) => {
  expect(told).toEqual(expected);
});
