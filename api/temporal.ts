import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/**
 * Connects at the first call, so the API starts without Temporal too (and says so in /health/ready). Few retries: an event is saved already, people
 * are told "on its way" after a second rather than three, and no retry outlives a graceful stop.
 */
export function lazyTemporal(address: string): Connection {
  return Connection.lazy({ address, interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))] });
}
