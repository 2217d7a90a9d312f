/**
 * The cabinet without a screen: contract, adapters' interface and client. Importing it does nothing and
 * needs no browser. Adapters for one kind of backend have their own entries, such as
 * `cabinet-elements/adapters/rest`.
 */
export * from './contract/index.ts';
export type { Adapter, CallContext, Runtime, SubscribeContext, VerifiedCustomer } from './adapters/adapter.ts';
export { combine, type AdapterParts } from './adapters/combine.ts';
export {
  defineAdapter,
  type AdapterHandlers,
  type DefineAdapterOptions,
  type Handler,
} from './adapters/define-adapter.ts';
export { createClient } from './client/client.ts';
export type * from './client/types.ts';
