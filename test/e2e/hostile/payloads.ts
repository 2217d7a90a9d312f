/**
 * Ways to make markup run, written for this test by the class of trick: plain elements with handlers, addresses that
 * run, broken and nested markup that a serialiser would mend into something else ("mutation"), foreign content,
 * clobbering of the names that scripts look for, templates, and what other languages of templates would read.
 */
const run = 'alert(1)';

const handlers = [
  ...[
    'img src=x onerror',
    'svg onload',
    'body onload',
    'video src=x onerror',
    'audio src=x onerror',
    'details open ontoggle',
  ],
  ...[
    'input autofocus onfocus',
    'select autofocus onfocus',
    'textarea autofocus onfocus',
    'marquee onstart',
    'iframe onload',
  ],
  ...[
    'a href=x onmouseover',
    'div onpointerenter',
    'style onload',
    'link rel=stylesheet href=x onerror',
    'script src=x onerror',
  ],
  ...['object data=x onerror', 'embed src=x onload', 'image src=x onerror', 'isindex type=image src=x onerror'],
].map((element) => `<${element}=${run}>`);

const addresses = [
  ...[
    'javascript:',
    'JaVaScRiPt:',
    'java\tscript:',
    'java\nscript:',
    '\u0001javascript:',
    '&#106;avascript:',
    'vbscript:',
  ],
  ...['data:text/html,<script>alert(1)</script>//', 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==//'],
  ...['blob:https://evil.test/', 'https://user:word@evil.test/', '//evil.test/', 'javascript&colon;', 'x-javascript:'],
].flatMap((scheme) => [
  `<a href="${scheme}${run}" id=link>go</a>`,
  `<form action="${scheme}${run}"><button>go</button></form>`,
  `<iframe src="${scheme}${run}"></iframe>`,
  `<img src="${scheme}${run}" alt="picture">`,
  `${scheme}${run}`,
]);

const mutations = [
  `<svg></p><style><a id="</style><img src=1 onerror=${run}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${run}>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<math><mi//xlink:href="data:x,<script>${run}</script>">`,
  `<svg><foreignObject><body><p><style><!--</style><img src=x onerror=${run}>--></style>`,
  `<table><td><svg><style><img src=x onerror=${run}></style></svg></table>`,
  `<xmp><p title="</xmp><img src=x onerror=${run}>">`,
  `<noembed><img src="</noembed><iframe onload=${run}>"></noembed>`,
  `<textarea><img title="</textarea><img src=x onerror=${run}>">`,
  `<title><a title="</title><img src=x onerror=${run}>">`,
  `<select><iframe></select><img src=x onerror=${run}>`,
  `<!--><img src=x onerror=${run}>-->`,
  `<!--!><img src=x onerror=${run}>--!>`,
  `<![CDATA[<img src=x onerror=${run}>]]>`,
  `<?xml version="1.0"?><img src=x onerror=${run}>`,
  `<a/href="javascript:${run}">x`,
  `<img/src='x'onerror=${run}//`,
  `<img src="x" onerror\u000b="${run}">`,
  `<<script>${run}//<</script>`,
  `<scr<script>ipt>${run}</scr</script>ipt>`,
  `<svg><script>alert&lpar;1&rpar;</script></svg>`,
  `<svg><a xlink:href="javascript:${run}"><rect width=99 height=99 /></a>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<svg><set attributeName=onmouseover to=${run}>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' onload='${run}'/>#x" />`,
  `<template><img src=x onerror=${run}></template>`,
  `<div><template shadowrootmode=open><img src=x onerror=${run}></template></div>`,
];

const clobbering = [
  '<form id=document><input name=getElementById></form>',
  '<img name=cookie><img name=body><a id=customElements></a><a id=CABINET href="//evil.test/x">x</a>',
  '<form><input name=attributes><input name=parentNode><input name=nodeName><input name=remove>',
  '<iframe name=self srcdoc="<a id=test href=//evil.test></a>"></iframe>',
  `<slot name=x></slot><cabinet-ticket-file></cabinet-ticket-file><cabinet-provider backend-url="//evil.test"></cabinet-provider>`,
];

const others = [
  `<script>${run}</script>`,
  `"><script>${run}</script>`,
  `'-${run}-'`,
  `\${${run}}`,
  `{{constructor.constructor('${run}')()}}`,
  `<%= ${run} %>`,
  '<style>@import "https://evil.test/a.css"; * { background: url(https://evil.test/b) }</style>',
  '<p style="position:fixed;inset:0;background:url(https://evil.test/c)">over everything</p>',
  '<link rel=prefetch href="https://evil.test/d"><meta http-equiv=refresh content="0;url=https://evil.test/e">',
  '<base href="https://evil.test/"><object data="https://evil.test/f"></object><embed src="https://evil.test/g">',
  '<img src="https://evil.test/h"><picture><source srcset="https://evil.test/i"><img srcset="https://evil.test/j 2x"></picture>',
  '<video poster="https://evil.test/k"><audio src="https://evil.test/l" autoplay></audio><table background="https://evil.test/m">',
  '<a href="https://evil.test/n" ping="https://evil.test/o">ping</a><input type=image src="https://evil.test/p">',
  '?lit$123$ <!--?lit$--> {{lit-0}} <?> $lit$',
  '__proto__',
  'constructor',
  '{author} {text} {count}',
];

export const payloads: readonly string[] = [...handlers, ...addresses, ...mutations, ...clobbering, ...others];

/** Characters that turn, hide or stack others. */
export const formatCharacters: readonly string[] = [
  ...['\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
  ...[
    '\u061c',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u180e',
    '\u0301'.repeat(40),
    '\u0489'.repeat(40),
  ],
];
