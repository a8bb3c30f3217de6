import type { SMTPServerDataStream } from 'smtp-server';

/** Bytes of all mails that are under way at the same time. */
const mostHeld = 256 * 1024 * 1024;

export type Receive = (stream: SMTPServerDataStream, largest: number) => Promise<Buffer | 'too-large' | 'too-much'>;

/** Reads mails into memory, all together not more than it may hold. @throws where the connection breaks before the last dot. */
export function receiver(): { receive: Receive; release(mail: Buffer): void } {
  let held = 0;
  return {
    async receive(stream, largest) {
      const chunks: Buffer[] = [];
      let size = 0;
      let refused: 'too-large' | 'too-much' | null = null;
      const giveUp = (why: 'too-large' | 'too-much'): void => {
        refused = why;
        chunks.length = 0;
        held -= size;
        size = 0;
      };
      try {
        // To its end in any case: an answer in between would be read as one to another command.
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          if (refused) continue;
          chunks.push(chunk);
          size += chunk.length;
          held += chunk.length;
          if (size > largest) giveUp('too-large');
          else if (held > mostHeld) giveUp('too-much');
        }
      } catch (error) {
        held -= size;
        throw error;
      }
      return refused ?? Buffer.concat(chunks);
    },
    release: (mail) => void (held -= mail.length),
  };
}
