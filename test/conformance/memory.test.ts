import { SHOP_ORIGIN } from '../server/http/register.ts';
import { serve } from '../server/http/serve.ts';
import { declareChecks } from './declare.ts';

const served = await serve();
const bearer = async (login: string) => ({ Authorization: `Bearer ${await served.register.tokenFor(login)}` });

await declareChecks(
  'the backend in memory',
  {
    url: served.url,
    credentials: await bearer('cosima'),
    otherCredentials: await bearer('greta'),
    origin: SHOP_ORIGIN,
    canWrite: true,
  },
  served.close,
);
