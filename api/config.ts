/** What the API needs of the environment (config/environment.ts checks it at start). */
export interface ApiConfig {
  /** The application role's address; also for the one LISTEN connection. */
  databaseUrl: string;
  /** Where people reach the app, without a slash at the end. https makes cookies secure. */
  appUrl: string;
  /** Seals mailbox passwords. */
  secretKey: string;
  /** Demo tenant: shows the post office. */
  demo: boolean;
  /** Behind a proxy that sets X-Forwarded-For. */
  trustProxy?: boolean;
  /** Built web app; `web/dist` unless told. */
  webFolder?: string;
  /** Connections of this process's pool; 10 unless told. */
  databaseConnections?: number;
  /** Requests a minute from one address; 1,200 unless told. */
  requestsPerMinute?: number;
}

/** What a process of its own needs besides. */
export interface ApiProcessConfig extends ApiConfig {
  host: string;
  port: number;
  temporalAddress: string;
  temporalNamespace: string;
  logLevel?: string;
}
