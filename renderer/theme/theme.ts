/** How everything looks: Mantine's theme on a 4-px grid, 13-px type and one accent colour. */
import {
  ActionIcon,
  Button,
  createTheme,
  Menu,
  Modal,
  NumberInput,
  Select,
  SegmentedControl,
  Switch,
  Tabs,
  TextInput,
  Tooltip,
  type MantineColorsTuple,
} from '@mantine/core';

/** Shades of the blue of Okabe and Ito's palette; the seventh carries white text at 5.2 : 1. */
const accent: MantineColorsTuple = [
  '#e8f3fa',
  '#d1e5f3',
  '#a5cbe6',
  '#75aed7',
  '#4c95ca',
  '#2a83bf',
  '#0072b2',
  '#00639b',
  '#005484',
  '#00436b',
];

/** Greys without a tint, so that the accent is the only colour of the frame. */
const dark: MantineColorsTuple = [
  '#d6d7d9',
  '#b9bbbe',
  '#93969b',
  '#6d7076',
  '#484b51',
  '#36393e',
  '#2a2c30',
  '#1f2124',
  '#191b1d',
  '#131416',
];

const small = { defaultProps: { size: 'xs' } };
const quick = { transitionProps: { duration: 100 } };

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, dark },
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '20px', xl: '24px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend(small),
    Menu: Menu.extend({ defaultProps: { ...quick, shadow: 'sm', position: 'bottom-start' } }),
    Modal: Modal.extend({ defaultProps: quick }),
    NumberInput: NumberInput.extend(small),
    SegmentedControl: SegmentedControl.extend({ ...small, styles: { label: { paddingInline: 12 } } }),
    Select: Select.extend(small),
    Switch: Switch.extend(small),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    TextInput: TextInput.extend(small),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, ...quick } }),
  },
});
