export default defineNuxtConfig({
  telemetry: false,
  devtools: { enabled: false },
  css: ['~/cabinet.css'],
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cabinet-') } },
  typescript: {
    strict: true,
    tsConfig: { compilerOptions: { types: ['cabinet-elements/vue'] }, vueCompilerOptions: { strictTemplates: true } },
  },
});
