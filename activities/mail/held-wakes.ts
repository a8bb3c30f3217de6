import type { DeliverEvent } from '../deliver-event.ts';

/** Milliseconds. A customer may wait so long for his acknowledgement; the sweeper comes after a minute. */
const longestHeld = 30_000;
/** Signals on their way at a time. */
const width = 16;

export interface HeldWakes {
  /** Delivers at once, or with the next that is. */
  deliver: DeliverEvent;
  /** Delivers all that is held. */
  release(): Promise<void>;
}

/**
 * Reading has the right of way: while many mails wait, their requests are made first and woken then, so that the whole pile stands in the list, and in its order, before the
 * work on its first mails takes the machine. What is held is committed already; should this process end, the sweeper delivers it.
 * @param isBehind whether many mails wait.
 */
export function heldWakes(deliver: DeliverEvent, isBehind: () => boolean, now: () => number = () => performance.now()): HeldWakes {
  let held: Parameters<DeliverEvent>[0][] = [];
  let since = 0;
  const release = async (): Promise<void> => {
    const events = held;
    held = [];
    let first: unknown;
    for (let at = 0; at < events.length; at += width) {
      const sent = await Promise.allSettled(events.slice(at, at + width).map((event) => deliver(event)));
      first ??= sent.find((one) => one.status === 'rejected')?.reason;
    }
    if (first !== undefined) throw first;
  };
  return {
    async deliver(event) {
      if (held.length === 0) since = now();
      held.push(event);
      if (isBehind() && now() - since < longestHeld) return;
      await release();
    },
    release,
  };
}
