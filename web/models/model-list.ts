import type { ModelList } from '../../src/server/schema.ts';
import { MODEL_LIST } from '../shell/site.ts';

/**
 * Available models with complete addresses: a plain web server has them beside the list.
 * @param get throws where there is no answer.
 */
export async function fetchModelList(get: (url: string) => Promise<Response>): Promise<ModelList> {
  const response = await get(MODEL_LIST);
  const list: ModelList = await response.json();
  const complete = (url: string) => new URL(url, response.url).href;
  const models = list.models.map((card) => ({
    ...card,
    url: complete(card.url),
    ...(card.reportUrl !== undefined && { reportUrl: complete(card.reportUrl) }),
  }));
  return { ...list, models };
}
