import type { FastifyPluginAsync } from 'fastify';
import type { Services } from '../services.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

const schema = {
  operationId: 'listModels',
  tags: ['Server'],
  summary: 'The models of this server, with their genres and measured figures.',
  response: { 200: jsonOf('ModelList', 'Models, and model files that cannot be used.'), ...PROBLEMS },
};

export const models: FastifyPluginAsync<Services> = async (app, { catalog }) => {
  app.get('/api/models', { schema }, async () => catalog.list);
};
