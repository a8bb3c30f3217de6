import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventStreamParser, type StreamEvent } from '../../../web/news/event-stream.ts';

const stream = ': hello\n\nid: 7\nevent: change\ndata: {"entity":"task"}\n\nid: 8\ndata: a\ndata: b\n\n';

function parse(chunks: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const feed = eventStreamParser((event) => events.push(event));
  for (const chunk of chunks) feed(chunk);
  return events;
}

describe('event stream', () => {
  test('reads ids, names and data and drops heartbeats', () => {
    expect(parse([stream])).toEqual([
      { id: '7', event: 'change', data: '{"entity":"task"}' },
      { id: '8', event: 'message', data: 'a\nb' },
    ]);
  });

  test('reads the same however the network cuts it', () => {
    const crlf = stream.replaceAll('\n', '\r\n');
    fc.assert(
      fc.property(fc.constantFrom(stream, crlf), fc.array(fc.nat(stream.length)), (text, cuts) => {
        const points = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(parse(points.slice(1).map((end, index) => text.slice(points[index], end)))).toEqual(parse([stream]));
      }),
    );
  });
});
