import type { Session } from '../../api/types.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import { api, releaseWaitingCalls, type Reply } from '../server/client.ts';
import { queryClient, useApi } from '../server/queries.ts';

export type Role = Session['roles'][number];
const key = ['GET /api/session', {}];

/** Who is signed in. `data` is undefined while loading and when nobody is. */
export function useSession() {
  return useApi('GET /api/session', {});
}

/** The signed-in person; only below the sign-in gate. */
export function useMe(): Session {
  const { data } = useSession();
  if (!data) throw new Error('useMe() outside of the sign-in gate: render it below <SessionGate>.');
  return data;
}

export const may = (session: Session, ...roles: Role[]): boolean => roles.some((role) => session.roles.includes(role));

/** Signs in and takes over the person's language. Someone else than before sees nothing of what the other had open. */
export async function signIn(email: string, password: string): Promise<void> {
  const before = queryClient.getQueryData<Session>(key);
  const session: Reply<'POST /api/session'> = await api('POST /api/session', { body: { email, password } });
  if (before && before.account.id !== session.account.id) {
    queryClient.clear();
    location.assign('/');
  }
  queryClient.setQueryData(key, session);
  await changeLanguage(session.language);
  releaseWaitingCalls();
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

export async function signOut(): Promise<void> {
  await api('DELETE /api/session', {});
  queryClient.clear();
  location.assign('/');
}

export function keepSession(session: Session): void {
  queryClient.setQueryData(key, session);
}
