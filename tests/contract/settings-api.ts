import type { Api, Reply } from '../server/api.ts';
import type { Company } from '../server/company.ts';

export type Row = { id: string; name: string; [column: string]: unknown };
export type List = { items: Row[]; total: number };

export const base = '/v1/lead-settings';

/** @returns the body of a reply. @throws Error when its status is another one */
export async function ok<T = Row>(reply: Promise<Reply<T>>, status = 200): Promise<T> {
  const { status: answered, body } = await reply;
  if (answered !== status) throw new Error(`${answered} ${JSON.stringify(body)}`);
  return body;
}

/** The ways in which these tests use a company's settings: its owner writes, Rita reads, unless told otherwise. */
export function settingsApi(company: () => Company) {
  return {
    list: (path: string) => ok<List>(company().rita.get<List>(`${base}/${path}`)),
    make: (path: string, body: object) => ok(company().owner.post<Row>(`${base}/${path}`, body), 201),
    put: (path: string, body: object, api: Api = company().owner) => api.sendJson<Row>('PUT', `${base}/${path}`, body),
    newLead: (values: object = {}, api: Api = company().rita) =>
      ok(api.post<Row>('/v1/leads', { lastName: 'Ann', skipTeamAndSourceRequirement: true, ...values }), 201),
  };
}
