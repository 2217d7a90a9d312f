/** @typedef {import('custom-elements-manifest/schema')} Schema */

/** The class and the defining module of each tag. @type {Map<string, { className: string, path: string }>} */
const definitions = new Map();

/** Where a package's user finds what is in a source file of ours. @param {string} path */
const built = (path) => path.replace(/^\/?components\//, 'dist/esm/components/').replace(/\.ts$/, '.js');

/** What a class's member is to the world. @param {{ name: string, privacy?: string }} member */
const isPublic = ({ name, privacy }) => (!privacy || privacy === 'public') && !/^[#_]/.test(name);

/**
 * Learns the tags from our `defineElement`, leaves out what is not public, and names the files of the package.
 *
 * @type {import('@custom-elements-manifest/analyzer').Plugin}
 */
const published = {
  name: 'published',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'defineElement') return;
    const [tag, element] = node.arguments;
    if (tag && element && ts.isStringLiteral(tag)) {
      definitions.set(tag.text, { className: element.getText(), path: moduleDoc.path ?? '' });
    }
  },
  packageLinkPhase({ customElementsManifest }) {
    const { modules } = customElementsManifest;
    for (const [tag, { className, path }] of definitions) {
      for (const module of modules) {
        const declaration = module.declarations?.find(({ kind, name }) => kind === 'class' && name === className);
        if (declaration) {
          Object.assign(declaration, { tagName: tag, customElement: true });
          const place = modules.find((each) => each.path === path);
          place?.exports?.push({
            kind: 'custom-element-definition',
            name: tag,
            declaration: { name: className, module: module.path },
          });
        }
      }
    }
    for (const module of modules) {
      module.path = built(module.path);
      for (const declaration of module.declarations ?? []) {
        if ('members' in declaration) declaration.members = declaration.members?.filter(isPublic);
        if ('superclass' in declaration && declaration.superclass?.module) {
          declaration.superclass.module = built(declaration.superclass.module);
        }
      }
      for (const { declaration } of module.exports ?? []) {
        if (declaration.module) declaration.module = built(declaration.module);
      }
    }
    customElementsManifest.modules = modules.filter(
      ({ declarations, exports }) =>
        declarations?.some((declaration) => 'tagName' in declaration) ||
        exports?.some(({ kind }) => kind === 'custom-element-definition'),
    );
  },
};

export default {
  globs: ['components/*/**/*.ts', '!components/{shared,ui}/**'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [published],
};
