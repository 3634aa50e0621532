import type { FastifyPluginAsync } from 'fastify';
import type { ModelList } from '../schema.ts';
import type { Services } from '../services.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

const schema = {
  operationId: 'listModels',
  tags: ['Server'],
  summary: 'The models of this server and of its library, with their genres and measured figures.',
  response: { 200: jsonOf('ModelList', 'Models, and model files that cannot be used.'), ...PROBLEMS },
};

export const models: FastifyPluginAsync<Services> = async (app, { catalog: { list }, library }) => {
  app.get('/api/models', { schema }, async (): Promise<ModelList> => {
    const own = (await library?.training.cards()) ?? [];
    return { ...list, models: [...list.models, ...own] };
  });
};
