import { useComputedColorScheme } from '@mantine/core';
import { ArcElement, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { useMemo } from 'react';

Chart.register(ArcElement, BarElement, CategoryScale, LinearScale, Tooltip);

/** Colours of a chart's parts, from the tokens of the theme that shows. */
export type ChartTheme = {
  readonly text: string;
  readonly grid: string;
  readonly ground: string;
  readonly tooltip: { readonly ground: string; readonly text: string; readonly border: string };
  /** Milliseconds; 0 where the system asks for less motion. */
  readonly animationMs: number;
};

/** @returns the chart colours; changes with the theme */
export function useChartTheme(): ChartTheme {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return useMemo(() => readTheme(scheme), [scheme]);
}

function readTheme(scheme: 'light' | 'dark'): ChartTheme {
  // The document's attribute may follow in an effect: the tokens are read as the scheme defines them.
  const probe = document.createElement('div');
  probe.dataset['mantineColorScheme'] = scheme;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const theme: ChartTheme = {
    text: token('--ui-text-2'),
    grid: token('--ui-border'),
    ground: token('--ui-bg'),
    tooltip: { ground: token('--ui-bg-raised'), text: token('--ui-text'), border: token('--ui-border-strong') },
    animationMs: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250,
  };
  probe.remove();
  return theme;
}

/** What every chart shares: no legend of its own, themed tooltips, the interface's font. */
export function baseOptions(theme: ChartTheme) {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: { duration: theme.animationMs },
    font: { family: "'Inter Variable', sans-serif", size: 11 },
    plugins: {
      tooltip: {
        backgroundColor: theme.tooltip.ground,
        titleColor: theme.tooltip.text,
        bodyColor: theme.tooltip.text,
        borderColor: theme.tooltip.border,
        borderWidth: 1,
        padding: 10,
        boxPadding: 4,
        cornerRadius: 6,
        usePointStyle: true,
        titleFont: { family: "'Inter Variable', sans-serif", size: 12, weight: 600 as const },
        bodyFont: { family: "'Inter Variable', sans-serif", size: 12 },
      },
    },
  };
}
