import { type CSSVariablesResolver, createTheme, type VariantColorsResolver } from '@mantine/core';
import { cssVariables } from './palette.ts';

const DISPLAY_FONT = "'Bricolage Grotesque Variable', system-ui, sans-serif";

const SURFACES = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-disabled': 'var(--well)',
  '--mantine-color-disabled-color': 'var(--dim)',
};

/** Buttons are ink on paper in both schemes: colour belongs to the genres alone. */
const variantColorResolver: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') return colours('var(--ink)', 'var(--ink-soft)', 'var(--paper)', 'transparent');
  if (variant === 'default') return colours('var(--card)', 'var(--well)', 'var(--ink)', 'var(--line)');
  return colours('transparent', 'var(--well)', 'var(--ink)', 'transparent');
};

export const theme = createTheme({
  fontFamily: "'Instrument Sans Variable', system-ui, sans-serif",
  headings: { fontFamily: DISPLAY_FONT, fontWeight: '700' },
  defaultRadius: 'xl',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  // The resolver is asked for named variants only.
  components: {
    Button: { defaultProps: { variant: 'filled' } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
  },
});

/** The palette, and Mantine's own surfaces in it. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...cssVariables('light'), ...SURFACES },
  dark: { ...cssVariables('dark'), ...SURFACES },
});

function colours(background: string, hover: string, color: string, edge: string) {
  return { background, hover, color, hoverColor: color, border: `1px solid ${edge}` };
}
