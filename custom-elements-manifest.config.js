/**
 * Leaves out what is not public, and names the files that a package's user has instead of our sources.
 */
const published = {
  name: 'published',
  packageLinkPhase({ customElementsManifest }) {
    const built = (path) => path.replace(/^\/?components\//, 'dist/esm/components/').replace(/\.ts$/, '.js');
    for (const module of customElementsManifest.modules) {
      module.path = built(module.path);
      for (const declaration of module.declarations ?? []) {
        if (!declaration.members) continue;
        declaration.members = declaration.members.filter(
          ({ name, privacy }) => (!privacy || privacy === 'public') && !name.startsWith('#') && !name.startsWith('_'),
        );
      }
      for (const { declaration } of module.exports ?? []) {
        if (declaration?.module) declaration.module = built(declaration.module);
      }
    }
    customElementsManifest.modules = customElementsManifest.modules.filter(({ exports }) => exports?.length);
  },
};

export default {
  globs: ['components/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [published],
};
