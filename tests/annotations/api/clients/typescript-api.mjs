// Loaded before the client generator (`node --import`): it writes its code with TypeScript's own JavaScript API,
// which the locked compiler (7, native) has no more. For it alone that name means the last version that had one.
import { register } from 'node:module';

const hook = `export function resolve(name, context, next) {
  const asks = name === 'typescript' && context.parentURL?.includes('/@hey-api/');
  return next(asks ? 'typescript-api' : name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
