import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn, parseRequestNumber, requestNumber } from '../../../domain/request/number.ts';
import { organisationDomain, recogniseSender } from '../../../domain/request/sender.ts';

describe('the number of a request', () => {
  it('is read back as it was made', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 999_999_999 }), (year, sequence) => {
        expect(parseRequestNumber(requestNumber({ year, sequence }))).toEqual({ year, sequence });
        expect(numbersIn(`zu ${requestNumber({ year, sequence })}.`)).toEqual([requestNumber({ year, sequence })]);
      }),
    );
    expect(requestNumber({ year: 2026, sequence: 123 })).toBe('V-2026-000123');
  });

  it.each(['v-2026-123', ' #V-2026-000123 ', 'V 2026 000123', 'v2026-000123'])('is understood when typed as %s', (text) => {
    expect(parseRequestNumber(text)).toEqual({ year: 2026, sequence: 123 });
  });

  it.each(['', 'V-2026-0', '2026-000123', 'V-1926-000123', 'V-2026-000123x'])('is not %s', (text) => {
    expect(parseRequestNumber(text)).toBeNull();
  });

  it('is found in a text as a whole word only, each once', () => {
    expect(numbersIn('v-2026-000123, V-2026-000123 und XV-2026-000124 oder V-2026-0001255555555')).toEqual(['V-2026-000123']);
  });

  it('is never made of nonsense', () => {
    expect(() => requestNumber({ year: 2026, sequence: 0 })).toThrow('make no number');
  });
});

describe('recognising the sender', () => {
  it('takes the surest way that leads to one customer', () => {
    const found = [
      { by: 'order-number' as const, customers: ['c2'] },
      { by: 'address' as const, customers: ['c1'] },
    ];
    expect(recogniseSender(found, { verified: true })).toEqual({ customer: 'c1', by: 'address', certain: true });
    expect(recogniseSender(found, { verified: false })?.certain).toBe(false);
  });

  it('passes over an address that several share, and is then not certain', () => {
    const found = [
      { by: 'address' as const, customers: ['c1', 'c2'] },
      { by: 'customer-number' as const, customers: ['c2'] },
    ];
    expect(recogniseSender(found, { verified: true })).toEqual({ customer: 'c2', by: 'customer-number', certain: false });
  });

  it('is nobody where nothing leads anywhere', () => {
    expect(recogniseSender([], { verified: true })).toBeNull();
  });

  it('knows the domains that belong to no organisation', () => {
    expect(organisationDomain('a@Kunde.example')).toBe('kunde.example');
    expect(organisationDomain('a@gmx.de')).toBeNull();
    expect(organisationDomain('nobody')).toBeNull();
  });
});
