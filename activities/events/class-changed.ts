import type { CustomerClass } from '../../db/schema.ts';
import { type EventHandler, text } from './event.ts';
import { reconsider } from './reconsider.ts';

/** The customer has another class: so have the requests that are open. */
export const classChanged: EventHandler = async (work, event) => {
  const { request, trx } = work;
  const customerClass = text(event, 'class') as CustomerClass;
  work.timeline({ kind: 'class-changed', data: { class: customerClass, before: request.customer_class } });
  work.patch({ customer_class: customerClass });
  await trx
    .updateTable('task')
    .set({ customer_class: customerClass })
    .where('request', '=', request.id)
    .where('state', 'in', ['waiting', 'assigned'])
    .execute();
  return reconsider(work, { customerClass });
};
