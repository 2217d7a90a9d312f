import { css } from 'lit';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';

export const accountBarStyles = [
  baseStyles,
  buttonStyles,
  fieldStyles,
  skeletonStyles,
  css`
    .bar {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      min-block-size: 44px;
    }
    .who {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      flex: 1;
      gap: 0 calc(var(--_space) * 3);
      align-items: center;
      min-inline-size: 0;
    }
    .who strong {
      font-weight: 600;
    }
    cabinet-customer-switch {
      display: block;
      max-inline-size: 320px;
      min-block-size: var(--_control);
    }
    .language {
      flex: none;
      max-inline-size: 9em;
    }
    .out svg {
      color: var(--_text-muted);
    }
    :host(:dir(rtl)) .out svg {
      scale: -1 1;
    }
    @container (inline-size < 480px) {
      /* The name stands below the company. */
      .bar {
        align-items: flex-start;
        min-block-size: calc(var(--_control) + 1.5em);
      }
      .out {
        inline-size: 44px;
        padding: 0;
      }
      .out span {
        position: absolute;
        inline-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .language {
        max-inline-size: 7.4em;
      }
    }
    /* Company and name have a line of their own. */
    @container (inline-size < 320px) {
      .bar {
        flex-wrap: wrap;
      }
      .who {
        flex: 1 0 100%;
      }
      .out {
        margin-inline-start: auto;
      }
    }
    @container (inline-size >= 480px) {
      .who:has(cabinet-customer-switch) {
        grid-template-columns: minmax(0, 260px) minmax(0, 1fr);
      }
    }
  `,
];
