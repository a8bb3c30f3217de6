import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** A call may take so long after the stop began. */
const patience = 10_000;

/**
 * On a stop running calls finish and their connections end with them. Connections on which nothing runs end at once, those too that browsers open
 * ahead without asking anything: Node counts these as active and would wait a minute for them.
 */
export function gracefulStop(app: FastifyInstance): void {
  const running = new Map<Socket, number>();
  let isStopping = false;
  app.server.on('connection', (socket: Socket) => {
    running.set(socket, 0);
    socket.on('close', () => running.delete(socket));
  });
  app.server.on('request', ({ socket }, response) => {
    running.set(socket, (running.get(socket) ?? 0) + 1);
    response.on('close', () => {
      const left = (running.get(socket) ?? 1) - 1;
      if (running.has(socket)) running.set(socket, left);
      if (isStopping && left <= 0) socket.end();
    });
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    for (const [socket, calls] of running) if (calls === 0) socket.destroy();
    setTimeout(() => app.server.closeAllConnections(), patience).unref();
  });
}
