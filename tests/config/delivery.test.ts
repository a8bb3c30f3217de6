import { expect, it } from 'vitest';
import { readDeliveryEnvironment } from '../../config/delivery.ts';

it('nobody listens but where a port says so', () => {
  expect(() => readDeliveryEnvironment({})).toThrow('Set DELIVERY_SMTP_PORT or DELIVERY_LMTP_PORT');
  expect(readDeliveryEnvironment({ DELIVERY_LMTP_PORT: '24' })).toEqual({
    smtpPort: null,
    lmtpPort: 24,
    host: '127.0.0.1',
    name: 'localhost',
    largestMail: 40 * 1024 * 1024,
    connections: 50,
    tls: null,
  });
});

it('faults are named with their remedy', () => {
  expect(() => readDeliveryEnvironment({ DELIVERY_SMTP_PORT: '25', DELIVERY_LARGEST: '500' })).toThrow(
    'DELIVERY_LARGEST is not valid: megabytes',
  );
  expect(() => readDeliveryEnvironment({ DELIVERY_SMTP_PORT: '25', DELIVERY_KEY: 'key.pem' })).toThrow('together');
});
