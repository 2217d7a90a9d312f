// @ts-nocheck: it runs in a folder of its own, where Vendure is installed.
// `node shop.cjs fill` makes the tables, taxes, shipping, payment methods and products; `node shop.cjs` serves.
const {
  bootstrap,
  ChannelService,
  defaultPromotionActions,
  DefaultJobQueuePlugin,
  DefaultSearchPlugin,
  dummyPaymentHandler,
  JobQueueService,
  manualFulfillmentHandler,
  RequestContextService,
} = require('@vendure/core');
const { populate } = require('@vendure/core/cli');

const config = {
  apiOptions: {
    hostname: '127.0.0.1',
    port: Number(process.env.PORT),
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
    // Any page of this machine: the peer holds nothing but its own seed.
    cors: { origin: true, credentials: true },
  },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    requireVerification: false,
    superadminCredentials: { identifier: 'superadmin', password: process.env.ADMIN_PASSWORD },
    cookieOptions: { secret: 'only-for-tests' },
  },
  dbConnectionOptions: { type: 'postgres', url: process.env.DATABASE_URL, synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  shippingOptions: { fulfillmentHandlers: [manualFulfillmentHandler] },
  promotionOptions: { promotionActions: defaultPromotionActions },
  plugins: [DefaultJobQueuePlugin, DefaultSearchPlugin],
};

const pay = (name, automaticSettle) => ({
  name,
  handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: String(automaticSettle) }] },
});
const basics = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [
    { name: 'Germany', code: 'DE', zone: 'Europe' },
    { name: 'Austria', code: 'AT', zone: 'Europe' },
  ],
  taxRates: [
    { name: 'Standard Tax', percentage: 20 },
    { name: 'Reduced Tax', percentage: 10 },
  ],
  shippingMethods: [{ name: 'Standard Shipping', price: 500 }],
  paymentMethods: [pay('at-once', true), pay('later', false)],
  collections: [],
};

/** A fresh shop sells in dollars. */
async function sellIn(app, currency) {
  if (!currency) return;
  const context = await app.get(RequestContextService).create({ apiType: 'admin' });
  const channels = app.get(ChannelService);
  const { id } = await channels.getDefaultChannel(context);
  await channels.update(context, { id, defaultCurrencyCode: currency, availableCurrencyCodes: [currency] });
}

(async () => {
  if (process.argv[2] === 'fill') {
    const start = async () => {
      const app = await bootstrap({ ...config, importExportOptions: { importAssetsDir: __dirname } });
      await sellIn(app, process.env.PEER_CURRENCY);
      return app;
    };
    const app = await populate(start, basics, require.resolve('./products.csv'));
    await app.close();
    process.exit(0);
  }
  const app = await bootstrap(config);
  await app.get(JobQueueService).start();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
