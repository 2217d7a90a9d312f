import { css, html, type TemplateResult } from 'lit';

/** Looks of {@link fileName}. */
export const fileNameStyles = css`
  .file-name {
    display: flex;
    min-inline-size: 0;
  }
  .file-name bdi {
    flex: none;
  }
`;

/**
 * A file's name, cut where there is no room for it, and its ending, which is never cut: characters that turn the
 * direction of what stands around them have no say over it, so that `invoice\u202efdp.exe` shows that it ends in `.exe`.
 */
export function fileName(name: string): TemplateResult {
  const end = /\.[^.\s]{1,12}$/u.exec(name)?.index ?? name.length;
  const ending = name.slice(end).replace(/\p{Cf}/gu, '');
  return html`<span class="file-name" title=${name}
    ><span class="cut" dir="auto">${name.slice(0, end)}</span><bdi>${ending}</bdi></span
  >`;
}
