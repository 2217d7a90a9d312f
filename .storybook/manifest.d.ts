// Made by `npm run analyze`; types are checked before that.
declare module '*/dist/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
