const markup = 'Text becomes markup here. Render it with a template; HTML from outside goes through the sanitizer.';
const inlineStyle =
  'A strict Content-Security-Policy refuses inline styles. Use a class or `element.style.setProperty`.';

/**
 * What shipped code may not do: turn text into markup or code, or write what a strict policy of the host refuses.
 *
 * @type {import('eslint').Linter.RulesRecord}
 */
export const unsafe = {
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-imports': [
    'error',
    {
      paths: [
        { name: 'lit/directives/unsafe-html.js', message: markup },
        { name: 'lit/directives/unsafe-svg.js', message: markup },
        { name: 'lit/directives/unsafe-mathml.js', message: markup },
        { name: 'lit/static-html.js', message: markup },
        { name: 'lit/directives/style-map.js', message: inlineStyle },
        { name: 'zod', message: "Import 'zod/mini': the whole of zod is several times its size." },
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc)$/]', message: markup },
    {
      selector:
        'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment)$/]',
      message: markup,
    },
    { selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]', message: markup },
    { selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^on/i]', message: markup },
    {
      selector:
        'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/[.?]?(innerHTML|outerHTML|srcdoc)\\s*=/i]',
      message: markup,
    },
    {
      selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/i]',
      message: inlineStyle,
    },
    {
      selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\son[a-z]+\\s*=/i]',
      message: 'Listen with @event, not with an inline handler.',
    },
  ],
};
