/** The class and the defining module of each tag. @type {Map<string, { className: string, path: string }>} */
const definitions = new Map();

/** Where a package's user finds what is in a source file of ours. @param {string} path */
const built = (path) => path.replace(/^\/?components\//, 'dist/esm/components/').replace(/\.ts$/, '.js');

/** What a class's member is to the world. @param {{ name: string, privacy?: string }} member */
const isPublic = ({ name, privacy }) => (!privacy || privacy === 'public') && !/^[#_]/.test(name);

/** @typedef {{ type?: { text: string } }} Typed */

/** What a name of a type stands for, where that is a choice of words: by the name, as a property's type has it. @type {Map<string, string>} */
const choices = new Map();

/** A type whose names of choices are written out: `LauncherContent` as `'ticket-chat' | 'app'`. @param {string} text */
const written = (text) =>
  text
    .split(/\s*\|\s*(?![^(]*\))/)
    .map((name) => choices.get(name) ?? name)
    .join(' | ')
    .replace(/ \| undefined(?= \| )/, '');

/** Learns choices: named, of a list of constants, or the type of a property. @type {import('@custom-elements-manifest/analyzer').Plugin} */
const namedChoices = {
  name: 'named-choices',
  analyzePhase({ ts, node }) {
    const learn = (/** @type {string} */ name, /** @type {string} */ type) => {
      if (/^'[^']*'(\s*\|\s*('[^']*'|undefined))*$/.test(type)) choices.set(name, type);
    };
    if (ts.isTypeAliasDeclaration(node)) {
      const list = /^\(typeof (\w+)\)\[number\]$/.exec(node.type.getText())?.[1];
      learn(node.name.text, list ? (choices.get(`(typeof ${list})[number]`) ?? '') : node.type.getText());
    }
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isAsExpression(node.initializer)) {
      const { expression } = node.initializer;
      if (ts.isArrayLiteralExpression(expression))
        learn(`(typeof ${node.name.getText()})[number]`, expression.elements.map((each) => each.getText()).join(' | '));
    }
    if (ts.isInterfaceDeclaration(node)) {
      for (const member of node.members)
        if (ts.isPropertySignature(member) && member.type)
          learn(`${node.name.text}['${member.name.getText()}']`, member.type.getText());
    }
    // Of objects that are told apart by it: each has its own.
    if (ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type)) {
      const first = node.type.types.map((type) => (ts.isTypeLiteralNode(type) ? type.members[0] : undefined));
      const texts = first.map((member) => (member && ts.isPropertySignature(member) ? member.type?.getText() : ''));
      learn(`${node.name.text}['${first[0]?.name?.getText()}']`, texts.join(' | '));
    }
  },
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules)
      for (const declaration of declarations) {
        const { members = [], attributes = [] } = /** @type {{ members?: Typed[], attributes?: Typed[] }} */ (
          declaration
        );
        for (const { type } of [...members, ...attributes]) if (type) type.text = written(type.text);
      }
  },
};

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
  globs: [
    'components/*/**/*.ts',
    '!components/{shared,ui}/**',
    // For the choices that properties have.
    'components/shared/{ask,context,url-state}.ts',
    'src/client/types.ts',
  ],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [namedChoices, published],
};
