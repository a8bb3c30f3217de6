import { createTheme, rem, type MantineColorsTuple } from '@mantine/core';

/** Petrol: the one colour that means "act here". Steps 6 and 7 carry white text at 4.5:1 and more. */
const petrol: MantineColorsTuple = [
  '#eaf5f5',
  '#d3e9ea',
  '#a7d3d5',
  '#76bbbf',
  '#4aa2a7',
  '#25868d',
  '#0e6b73',
  '#0b5960',
  '#09474d',
  '#06343a',
];
/** Neutral greys with a breath of petrol, so that nothing looks blue-grey beside it. */
const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#edf1f1',
  '#e0e6e6',
  '#ccd5d5',
  '#b2bebe',
  '#8a9999',
  '#667575',
  '#4a5757',
  '#2c3838',
  '#172121',
];
const dark: MantineColorsTuple = [
  '#e3eaea',
  '#c2cccc',
  '#9fadad',
  '#7a8989',
  '#4b5b5c',
  '#344344',
  '#243132',
  '#1b2627',
  '#151e1f',
  '#0f1617',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 6, dark: 6 },
  colors: { petrol, gray, dark },
  black: '#172121',
  fontFamily: "'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'IBM Plex Mono', 'Cascadia Mono', Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.35' },
  spacing: { xs: rem(6), sm: rem(10), md: rem(14), lg: rem(20), xl: rem(28) },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(16) },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(22), lineHeight: '1.3' },
      h2: { fontSize: rem(17), lineHeight: '1.35' },
      h3: { fontSize: rem(14), lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 'xs' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
    Popover: { defaultProps: { shadow: 'md' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } },
  },
});
