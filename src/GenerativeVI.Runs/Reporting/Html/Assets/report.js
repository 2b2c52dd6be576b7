// Replaces the still charts by ones that show the numbers under the pointer and zoom where one drags (double click: back).
(() => {
  'use strict';
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shown = (_, value) => value === null || value === undefined ? '–' : value.toLocaleString('en', { maximumSignificantDigits: 6, useGrouping: false }).replace('-', '−');
  // As many decimals as the step between ticks has.
  const decimals = step => [0, 1, 2, 3, 4, 5].find(n => Math.abs(step * 10 ** n - Math.round(step * 10 ** n)) < 1e-6) ?? 6;
  const spaced = (_u, ticks, _axis, _space, step) => ticks.map(tick =>
    tick.toLocaleString('en', { minimumFractionDigits: decimals(step), maximumFractionDigits: decimals(step) }).replace('-', '−').replaceAll(',', '\u2009'));

  const draw = chart => {
    const { names, data, x } = chart.numbers;
    chart.plot.replaceChildren();
    const axis = { stroke: css('--quiet'), font: '12px system-ui, sans-serif', grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, values: spaced };
    const series = names.map((label, i) => ({ label, stroke: css(`--c${i % 10}`), width: 2, spanGaps: true, value: shown, points: { show: data[0].length <= 40, size: 6, fill: css(`--c${i % 10}`) } }));
    chart.drawn = new uPlot({
      ...size(chart), series: [{ label: x, value: shown }, ...series],
      axes: [{ ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], label: x, labelSize: 20, labelFont: axis.font, size: 30 }, { ...axis, size: 58 }],
      scales: { x: { time: false } }, legend: { markers: { width: 0, fill: (_, i) => css(`--c${(i + 9) % 10}`) } }, padding: [10, 14, 0, 0],
    }, data, chart.plot);
  };
  const size = chart => ({ width: chart.plot.clientWidth, height: Math.max(200, Math.round(chart.plot.clientWidth / 2)) });

  const charts = [...document.querySelectorAll('.chart:has(script)')].map(figure => {
    figure.classList.add('live');
    return { plot: figure.querySelector('.plot'), numbers: JSON.parse(figure.querySelector('script').textContent) };
  });
  charts.forEach(draw);
  addEventListener('resize', () => charts.forEach(chart => chart.drawn.setSize(size(chart))));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach(draw));
})();
