/** What each file beside this folder exports: how the cases of one suite are read, and run by what is public of ours. */
export interface Adapter {
  casesOf: (folder: string) => Case[] | Promise<Case[]>;
}

export interface Case {
  name: string;
  /** Runs it. Null where all is as expected, else what differs. One that throws has failed. */
  differs: () => string | null | Promise<string | null>;
}
