/** What a request must look like is what its schema says: nothing is taken away, and bodies are taken as they are. */
import ajvCompiler from '@fastify/ajv-compiler';
import type { FastifyServerOptions } from 'fastify';

/** JSON has types of its own. */
const BODIES = { customOptions: { coerceTypes: false, removeAdditional: false } } as const;
/** In an address everything is text, and a list of one is not told from a word. */
const ADDRESSES = { customOptions: { coerceTypes: 'array', removeAdditional: false } } as const;

const buildCompiler = ajvCompiler();

type Schemas = Parameters<typeof buildCompiler>[0];
type Route = ajvCompiler.RouteDefinition;

export const VALIDATION: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator(schemas: Schemas) {
      const bodies = buildCompiler(schemas, BODIES);
      const addresses = buildCompiler(schemas, ADDRESSES);
      const compile = (route: Route) => (route.httpPart === 'body' ? bodies : addresses)(route);
      return compile as ReturnType<typeof buildCompiler>;
    },
  },
};
