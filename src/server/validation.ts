/**
 * Validation by schema: nothing is removed, and bodies are not coerced. Validators and serialisers are
 * compiled on first use: a server starts at once.
 */
import ajvCompiler from '@fastify/ajv-compiler';
import serializerCompiler from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

/** Validation of bodies: JSON has types of its own. */
const BODIES = { customOptions: { coerceTypes: false, removeAdditional: false } } as const;
/** Coercion for addresses, in which everything is text, and a list of one looks like a single value. */
const ADDRESSES = { customOptions: { coerceTypes: 'array', removeAdditional: false } } as const;

const buildCompiler = ajvCompiler();
const buildSerializerCompiler = serializerCompiler();

type Schemas = Parameters<typeof buildCompiler>[0];
type Route = ajvCompiler.RouteDefinition;
/** Validator that has its errors as a property, where the framework reads them. */
interface Validate {
  (value: unknown): unknown;
  errors?: unknown;
}
type Serialize = serializerCompiler.Serializer;

export const VALIDATION: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator(schemas: Schemas) {
      const bodies = once(() => buildCompiler(schemas, BODIES));
      const addresses = once(() => buildCompiler(schemas, ADDRESSES));
      const compile = (route: Route) =>
        validatorOf(once(() => (route.httpPart === 'body' ? bodies : addresses)()(route)));
      return compile as ReturnType<typeof buildCompiler>;
    },
    buildSerializer(...options: Parameters<typeof buildSerializerCompiler>) {
      const compile = buildSerializerCompiler(...options);
      return (route: serializerCompiler.RouteDefinition) => serializerOf(once(() => compile(route)));
    },
  },
};

function validatorOf(compiled: () => Validate): Validate {
  const validate: Validate = (value) => {
    const isValid = compiled()(value);
    validate.errors = compiled().errors;
    return isValid;
  };
  return validate;
}

function serializerOf(compiled: () => Serialize): Serialize {
  return (value) => compiled()(value);
}

/** Lazy value, computed at the first call. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
