import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticationOf } from '../../../domain/mail/authentication.ts';
import { isMarkedSpam } from '../../../domain/mail/spam-mark.ts';

const ours = 'mx.shop.example';
const read = (...values: string[]) => authenticationOf({ headers: { 'authentication-results': values } }, ours)?.result ?? null;

describe('what our own server found about the sender', () => {
  it.each<[string, ReturnType<typeof read>]>([
    [`${ours}; spf=pass smtp.mailfrom=a@k.example; dmarc=pass header.from=k.example`, 'pass'],
    [`${ours} 1; dkim=pass (good; really) header.d=e.example; dmarc=fail header.from=k.example`, 'other'],
    [`${ours}; spf=fail; dkim=none; dmarc=fail header.from=k.example`, 'fail'],
    [`${ours}; spf=none; dmarc=none`, 'none'],
    [`${ours}; dmarc=temperror`, 'none'],
    [`${ours}; none (dmarc=pass)`, 'none'],
    [`${ours}.evil.example; dmarc=pass`, null],
    [`evil.example (${ours}); dmarc=pass`, null],
  ])('%s is %s', (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it('is kept word for word, and one signature that holds is enough', () => {
    const header = `${ours}; spf=softfail smtp.mailfrom=x; dkim=fail header.d=a; dkim=pass header.d=k.example; arc=none; dmarc=pass`;
    expect(authenticationOf({ headers: { 'authentication-results': [header] } }, ours)).toEqual({
      by: 'server',
      result: 'pass',
      spf: 'softfail',
      dkim: 'pass',
      dmarc: 'pass',
      arc: 'none',
    });
  });

  it('stands in the topmost header; what came with the mail below it proves nothing', () => {
    expect(read(`${ours}; dmarc=fail`, `${ours}; dmarc=pass`)).toBe('fail');
    expect(read('mx.elsewhere.example; dmarc=pass', `${ours}; dmarc=pass`)).toBeNull();
    expect(authenticationOf({ headers: { 'authentication-results': [`${ours}; dmarc=pass`] } }, undefined)).toBeNull();
  });

  it('never makes a sender proven without a pass of our server, whatever else is written', () => {
    const noise = fc.oneof(fc.string(), fc.constantFrom('dmarc=pass', '(', ')', ';', `${ours};`, 'spf=pass', '\\'));
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), (parts) => {
        expect(read(`mx.elsewhere.example; ${parts.join(' ')}`, `${ours}; dmarc=pass`)).toBeNull();
      }),
    );
  });
});

it('a spam filter’s mark is a yes or a high level, not a mere header', () => {
  expect(isMarkedSpam({ headers: { 'x-spam-flag': ['YES'] } })).toBe(true);
  expect(isMarkedSpam({ headers: { 'x-ms-exchange-organization-scl': ['9'] } })).toBe(true);
  expect(
    isMarkedSpam({ headers: { 'x-spam-flag': ['NO'], 'x-spam-status': ['No, score=1.0'], 'x-ms-exchange-organization-scl': ['1'] } }),
  ).toBe(false);
});
