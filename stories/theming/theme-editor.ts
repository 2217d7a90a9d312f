import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { contrast } from './contrast.ts';
import { baseOf, colourIn, schemes, valueIn, type Choices, type Scheme } from './choices.ts';
import { toCss, toTokens } from './export.ts';
import { toHex } from './measure.ts';
import { themeEditorStyles } from './theme-editor.styles.ts';
import { tokens, type Token } from './tokens.ts';

const ranges: Readonly<Record<string, { min: number; max: number; step: number; unit: string }>> = {
  '--cabinet-font-size': { min: 12, max: 20, step: 1, unit: 'px' },
  '--cabinet-radius': { min: 0, max: 24, step: 1, unit: 'px' },
  '--cabinet-density': { min: 0.8, max: 1.3, step: 0.05, unit: '' },
};
/** What the preview can show: the launcher's tokens place it on a page. */
const shown = tokens.filter(({ path }) => path[0] !== 'launcher');
/** What is read on what. */
const pairs: readonly (readonly [text: string, ground: string])[] = [
  ...['text', 'on-surface', 'text-muted', 'brand', 'positive', 'caution', 'critical', 'info'].map(
    (text) => [text, 'surface'] as const,
  ),
  ['on-brand', 'brand'],
];

/** Sets design tokens, shows them at once on the widgets inside it, checks contrast, and gives them away as CSS and tokens. */
export class ThemeEditor extends LitElement {
  static override styles = [
    themeEditorStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  // No decorators: Storybook compiles only our components' folders with them.
  static override properties = { _choices: { state: true }, _said: { state: true }, scheme: {} };
  declare private _choices: Choices;
  declare private _said: string;
  /** What is edited and shown. */
  declare scheme: Scheme;

  constructor() {
    super();
    this._choices = {};
    this.scheme = 'light';
    this._said = '';
  }

  protected override updated(changed: PropertyValues): void {
    const preview = this.renderRoot.querySelector<HTMLElement>('.preview');
    if (!preview || changed.size === 0) return;
    for (const token of tokens) {
      const { property, colour } = token;
      // What depends on the contrast that is asked for is set too: the system of whoever edits may ask for another.
      const isShown = this._choices[property] !== undefined || colour?.highContrast || colour?.highContrastCss;
      if (isShown) preview.style.setProperty(property, valueIn(token, this.scheme, this._choices));
      else preview.style.removeProperty(property);
    }
  }

  #choose({ property, colour }: Token, value: string): void {
    const now = colour ? { ...this._choices[property], [this.scheme]: value } : { light: value };
    this._choices = { ...this._choices, [property]: now };
  }

  #leave({ property }: Token): void {
    this._choices = Object.fromEntries(Object.entries(this._choices).filter(([name]) => name !== property));
  }

  async #copy(what: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this._said = `${what} copied.`;
    } catch {
      this._said = 'The browser does not allow copying here: select the text below.';
    }
  }

  protected override render(): TemplateResult {
    const pageCss = toCss(this._choices);
    const json = toTokens(this._choices);
    return html`<div class="editor">
      <form class="controls" @submit=${(event: Event) => event.preventDefault()}>
        <fieldset class="schemes">
          <legend>Colours that are edited and shown</legend>
          ${(Object.keys(schemes) as Scheme[]).map(
            (scheme) =>
              html`<label
                ><input
                  type="radio"
                  name="scheme"
                  .checked=${scheme === this.scheme}
                  @change=${() => (this.scheme = scheme)}
                />
                ${schemes[scheme]}</label
              >`,
          )}
          <p>
            A colour that is set for light and dark holds for people who ask for more contrast too, unless it is set for
            them. Sizes are the same for all.
          </p>
        </fieldset>
        ${shown.map((token) => this.#renderToken(token))}
      </form>
      <div class="preview" style="color-scheme: ${baseOf(this.scheme)}"><slot></slot></div>
      <section class="result">
        <h2>Contrast, ${schemes[this.scheme]}</h2>
        <ul>
          ${pairs.map(([text, ground]) => this.#renderPair(text, ground))}
        </ul>
        <h2>Export</h2>
        <p>
          <button type="button" ?disabled=${!pageCss} @click=${() => this.#copy('CSS', pageCss)}>Copy CSS</button>
          <button type="button" @click=${() => this.#copy('Tokens', json)}>Copy tokens</button>
          <button type="button" @click=${() => (this._choices = {})}>Start anew</button>
          <span role="status">${this._said}</span>
        </p>
        <label
          >CSS of your page
          <textarea
            readonly
            rows="8"
            .value=${pageCss}
            placeholder="Nothing is set: the widgets look like the page around them."
          ></textarea>
        </label>
        <label
          >Design tokens
          <textarea readonly rows="8" .value=${json}></textarea>
        </label>
      </section>
    </div>`;
  }

  #renderToken(token: Token): TemplateResult {
    const { property, description, colour } = token;
    const isSet = this._choices[property] !== undefined;
    return html`<div class="token">
      <label for=${property}><code>${property}</code></label>
      <p>${description}</p>
      <div class="value">
        ${colour ? this.#renderColour(token) : this.#renderRange(token, valueIn(token, 'light', this._choices))}
        ${
          isSet
            ? html`<button
                type="button"
                aria-label="Leave ${property} as it was, in every scheme"
                @click=${() => this.#leave(token)}
              >
                Leave
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderRange(token: Token, value: string): TemplateResult {
    const { min, max, step, unit } = ranges[token.property] ?? { min: 0, max: 100, step: 1, unit: '' };
    return html`<input
        id=${token.property}
        type="range"
        min=${min}
        max=${max}
        step=${step}
        .value=${String(Number.parseFloat(value))}
        @input=${({ target }: Event) => this.#choose(token, (target as HTMLInputElement).value + unit)}
      /><output for=${token.property}>${value}</output>`;
  }

  #renderColour(token: Token): TemplateResult {
    const rgb = colourIn(token, this.scheme, this._choices);
    const value = this._choices[token.property]?.[this.scheme] ?? (rgb ? toHex(rgb) : '');
    return html`<input
        id=${token.property}
        type="color"
        .value=${rgb ? toHex(rgb) : '#000000'}
        @input=${({ target }: Event) => this.#choose(token, (target as HTMLInputElement).value)}
      /><input
        type="text"
        aria-label="${token.property} as CSS"
        aria-invalid=${rgb ? 'false' : 'true'}
        spellcheck="false"
        .value=${value}
        @change=${({ target }: Event) => this.#choose(token, (target as HTMLInputElement).value.trim())}
      />${rgb ? nothing : html`<span class="bad">This is no colour.</span>`}`;
  }

  #renderPair(text: string, ground: string): TemplateResult {
    const colourOf = (name: string) => {
      const token = tokens.find(({ path }) => path[1] === name);
      return token && colourIn(token, this.scheme, this._choices);
    };
    const [over, under] = [colourOf(text), colourOf(ground)];
    const ratio = over && under ? contrast(over, under) : undefined;
    const verdict = (value: number) => (value >= 7 ? 'AAA' : value >= 4.5 ? 'AA' : 'too little');
    return html`<li class=${(ratio ?? 0) >= 4.5 ? '' : 'bad'}>
      <span class="sample" style="color: ${over ? toHex(over) : ''}; background: ${under ? toHex(under) : ''}">Aa</span>
      ${text} on ${ground}: ${ratio === undefined ? 'no colour' : `${ratio.toFixed(1)}, ${verdict(ratio)}`}
    </li>`;
  }
}
