import {
  ActionIcon,
  Badge,
  Button,
  createTheme,
  Input,
  Loader,
  Menu,
  Modal,
  Paper,
  SegmentedControl,
  Select,
  Switch,
  Table,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** The accent: iris, calm enough to stand on every screen, 5.4:1 against white. */
const iris: MantineColorsTuple = [
  '#f3f3fe',
  '#e6e7fb',
  '#cdcff5',
  '#b0b2ee',
  '#9294e6',
  '#7576de',
  '#5b5bd6',
  '#5151cd',
  '#4747b9',
  '#3a3a99',
];

const gray: MantineColorsTuple = [
  '#fbfbfc',
  '#f4f5f7',
  '#ebecef',
  '#dfe1e6',
  '#c9ccd4',
  '#a6aab5',
  '#7c808c',
  '#5b5f6b',
  '#3a3d46',
  '#1c1d22',
];

const dark: MantineColorsTuple = [
  '#e6e7ea',
  '#b6b9c2',
  '#9499a5',
  '#6d7280',
  '#3a3d45',
  '#2c2f36',
  '#22242a',
  '#1a1b20',
  '#131418',
  '#0d0e11',
];

const mediumOnly = (props: { size?: unknown }): boolean => props.size === undefined || props.size === 'sm';

/**
 * The theme of every screen. Sizes come from tokens.css, so that density (comfortable or compact) is one attribute on the
 * document and needs no new theme.
 */
export const theme = createTheme({
  colors: { iris, gray, dark },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  white: '#ffffff',
  black: '#1c1d22',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.125rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.45' },
    },
  },
  shadows: {
    xs: 'var(--ui-shadow-1)',
    sm: 'var(--ui-shadow-1)',
    md: 'var(--ui-shadow-2)',
    lg: 'var(--ui-shadow-3)',
    xl: 'var(--ui-shadow-3)',
  },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Badge: Badge.extend({ styles: { root: { textTransform: 'none', fontWeight: 500, letterSpacing: 0 } } }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_, props) =>
        mediumOnly(props)
          ? { root: { '--button-height': 'var(--ui-control)', '--button-padding-x': '0.75rem' } }
          : { root: {} },
      styles: { root: { fontWeight: 500 } },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: 'sm' },
      vars: (_, props) => (mediumOnly(props) ? { root: { '--ai-size': 'var(--ui-control-small)' } } : { root: {} }),
    }),
    Input: Input.extend({
      vars: (_, props) =>
        mediumOnly(props) ? { wrapper: { '--input-height': 'var(--ui-control)' } } : { wrapper: {} },
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: { label: { fontWeight: 500, marginBottom: '0.25rem' }, error: { fontSize: '0.75rem' } },
    }),
    Loader: Loader.extend({ defaultProps: { size: 'xs', type: 'dots' } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withinPortal: true, position: 'bottom-start' } }),
    Modal: Modal.extend({
      defaultProps: { radius: 'md', centered: true, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 600, fontSize: '1rem' } },
    }),
    Paper: Paper.extend({ defaultProps: { radius: 'md' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs', withItemsBorders: false } }),
    Select: Select.extend({ defaultProps: { checkIconPosition: 'right', comboboxProps: { shadow: 'md' } } }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    Table: Table.extend({
      defaultProps: {
        verticalSpacing: 'var(--ui-cell-y)',
        horizontalSpacing: 'md',
        borderColor: 'var(--ui-border)',
        highlightOnHoverColor: 'var(--ui-bg-hover)',
      },
      styles: { th: { fontWeight: 500, fontSize: 'var(--mantine-font-size-xs)', color: 'var(--ui-text-2)' } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, fz: 'xs', events: { hover: true, focus: true, touch: false } },
    }),
  },
});

const surfaces = {
  '--mantine-color-body': 'var(--ui-bg)',
  '--mantine-color-text': 'var(--ui-text)',
  '--mantine-color-dimmed': 'var(--ui-text-2)',
  '--mantine-color-placeholder': 'var(--ui-text-3)',
  '--mantine-color-default': 'var(--ui-bg-raised)',
  '--mantine-color-default-hover': 'var(--ui-bg-hover)',
  '--mantine-color-default-color': 'var(--ui-text)',
  '--mantine-color-default-border': 'var(--ui-border-strong)',
  '--mantine-color-anchor': 'var(--ui-accent-text)',
  '--mantine-color-error': 'var(--ui-danger-text)',
  '--mantine-color-gray-light-color': 'var(--ui-text-2)',
  '--mantine-color-iris-light-color': 'var(--ui-accent-text)',
  '--mantine-color-iris-text': 'var(--ui-accent-text)',
  '--mantine-color-red-light-color': 'var(--ui-danger-text)',
  '--mantine-color-red-text': 'var(--ui-danger-text)',
};

/** Points Mantine's own variables at the tokens, so that there is one set of colours. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
