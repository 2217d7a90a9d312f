// Made by `npm run analyze`; types are checked before that.
declare module '*/dist/custom-elements.json' {
  const manifest: import('./arg-types.ts').Manifest;
  export default manifest;
}
