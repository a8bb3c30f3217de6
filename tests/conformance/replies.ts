import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { InboundRow } from '../../db/inbound-mail.ts';
import type { Case } from './adapter/case.ts';
import { openStage, type Returned, type Scene, type Stage } from './replies/scene.ts';

let stage: Stage;
const followUps = { right: 0, all: 0 };
const attacks = { joined: 0, all: 0 };
const policies: string[] = [];

/**
 * What mail programs, providers and attackers make of a mail of ours, through the real intake with a real ledger and outbox: each kind in a
 * tenant of its own. `… FOLDER [open|held|all]`; where the suite leaves a choice, ours stands in docs/mail-verdicts.md.
 */
export async function casesOf(folder: string, [half = 'all', only = '']: string[]): Promise<Case[]> {
  const generator = path.resolve(folder, 'mutate.mjs');
  const lines = execFileSync(process.execPath, [generator, '--list', '--set', half], { encoding: 'utf8' }).trim().split('\n');
  stage = await openStage(generator, half);
  return lines
    .map((line) => line.split('\t').slice(1, 3).join('/'))
    .filter((name) => name.includes(only))
    .map((name) => ({ name, differs: () => differs(name) }));
}

export async function afterwards(): Promise<string[]> {
  await stage.close();
  return [
    ...policies.toSorted(),
    `attacks joined: ${attacks.joined} of ${attacks.all}`,
    `follow-ups: ${followUps.right} of ${followUps.all} (${((followUps.right / followUps.all) * 100).toFixed(1)} %)`,
  ];
}

async function differs(name: string): Promise<string | null> {
  const scene = await stage.scene(name);
  try {
    const wrong: string[] = [];
    for (const mail of scene.returned) {
      const row = await scene.setting.receive(scene.raw(mail));
      const got = verdictOf(row, scene);
      count(mail, got);
      const expected = [mail.expect].flat();
      if (!expected.includes(got)) wrong.push(`${mail.file}: expected ${expected.join(' or ')}, got ${got} (${row.reason}). ${mail.why}`);
    }
    return wrong.length === 0 ? null : wrong.join('\n  ');
  } finally {
    await scene.end();
  }
}

function count(mail: Returned, got: string): void {
  const [first] = [mail.expect].flat();
  if (mail.policy) policies.push(`policy ${mail.family}/${mail.name}${mail.step === undefined ? '' : ` ${mail.step}`}: ${got}`);
  else if (first === 'follow-up') {
    followUps.all += 1;
    if (got === 'follow-up') followUps.right += 1;
  }
  if (mail.family.startsWith('attack-') && ![mail.expect].flat().includes('follow-up')) {
    attacks.all += 1;
    if (got === 'follow-up' || got === 'joined another request') attacks.joined += 1;
  }
}

/** Ours in the suite's words. */
function verdictOf({ verdict, reason, request }: InboundRow, scene: Scene): string {
  switch (verdict) {
    case 'reply':
      return request === scene.request ? 'follow-up' : 'joined another request';
    case 'request':
      return 'new-request';
    case 'filtered':
      return reason === 'M101 duplicate' ? 'duplicate' : reason === 'M201 own-message-id' ? 'own-loop' : 'quarantine';
    case 'quarantined':
      return 'quarantine';
    case 'automatic':
    case 'bounce':
      return verdict;
    case 'expert-answer':
    case 'failed':
    case null:
    default:
      return verdict ?? 'undecided';
  }
}
