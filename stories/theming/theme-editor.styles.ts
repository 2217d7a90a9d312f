import { css } from 'lit';

export const themeEditorStyles = css`
  .editor {
    display: grid;
    grid-template: 'controls preview' auto 'controls result' 1fr / minmax(240px, 300px) minmax(0, 1fr);
    gap: 24px;
    font:
      14px/1.45 system-ui,
      sans-serif;
  }
  .controls {
    grid-area: controls;
    display: grid;
    gap: 16px;
    align-content: start;
    /* What is set is seen while it is set. */
    position: sticky;
    inset-block-start: 0;
    max-block-size: 100vh;
    overflow: auto;
  }
  .schemes {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    margin: 0;
    padding: 8px 12px;
    border: 1px solid color-mix(in oklab, currentcolor 25%, transparent);
    border-radius: 8px;
  }
  .schemes p {
    margin: 4px 0 0;
  }
  .token p {
    margin: 2px 0 6px;
  }
  .controls p {
    color: color-mix(in oklab, currentcolor 75%, transparent);
    font-size: 12px;
  }
  .value {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  input,
  button,
  textarea {
    font: inherit;
  }
  input[type='color'] {
    inline-size: 44px;
    block-size: 32px;
    padding: 2px;
  }
  input[type='text'] {
    inline-size: 110px;
    padding: 4px 6px;
    font-family: ui-monospace, monospace;
  }
  input[type='range'] {
    flex: 1;
    min-inline-size: 120px;
  }
  output {
    min-inline-size: 48px;
    font-variant-numeric: tabular-nums;
  }
  button {
    padding: 4px 10px;
  }
  .preview {
    grid-area: preview;
    position: relative;
    min-inline-size: 0;
    max-block-size: 80vh;
    overflow: auto;
    padding: 20px;
    border: 1px solid color-mix(in oklab, currentcolor 25%, transparent);
    border-radius: 12px;
    background: light-dark(#ffffff, #16181c);
    color: light-dark(#1c1e21, #eceef1);
  }
  .result {
    grid-area: result;
    display: grid;
    gap: 12px;
    align-content: start;
    min-inline-size: 0;
  }
  .result h2 {
    margin: 0;
    font-size: 16px;
  }
  .result p {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin: 0;
  }
  .result ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sample {
    display: inline-block;
    padding: 2px 10px;
    border-radius: 6px;
    font-weight: 600;
  }
  .bad {
    color: light-dark(#b3261e, #ff9c94);
    font-weight: 600;
  }
  textarea {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    margin-block-start: 4px;
    padding: 8px;
    font:
      12px/1.5 ui-monospace,
      monospace;
  }
  @media (width < 760px) {
    .editor {
      display: flex;
      flex-direction: column;
    }
    .controls {
      position: static;
      max-block-size: none;
      overflow: visible;
    }
    .preview {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      order: -1;
      max-block-size: 45vh;
    }
    /* What has the focus is not behind the preview. */
    :is(.controls, .result) :is(input, button, textarea) {
      scroll-margin-block-start: calc(45vh + 48px);
    }
  }
`;
