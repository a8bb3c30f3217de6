/** What each file beside this folder exports: how the cases of one suite are read, and run by what is public of ours. */
export interface Adapter {
  /** `rest`: what stands behind the folder on the command line. */
  casesOf: (folder: string, rest: string[]) => Case[] | Promise<Case[]>;
  /** After the last case: further figures, printed before `N of M`. What was started is ended here. */
  afterwards?: () => string[] | Promise<string[]>;
}

export interface Case {
  name: string;
  /** Runs it. Null where all is as expected, else what differs. One that throws has failed. */
  differs: () => string | null | Promise<string | null>;
}
