/** Style of the chart, for a bright page and a dark one. */
export const STYLE = `
svg { --ink: #1f2328; --faint: #d1d9e0; --a: #0550ae; --b: #953800; --c: #6639ba; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e6edf3; --faint: #3d444d; --a: #79c0ff; --b: #ffa657; --c: #d2a8ff; }
}
text { font: 13px system-ui, sans-serif; fill: var(--ink); }
.heading { font-size: 16px; font-weight: 600; }
.value { font-size: 12px; }
.middle { text-anchor: middle; }
.end { text-anchor: end; }
.grid { stroke: var(--faint); }
.limit { stroke: var(--ink); stroke-dasharray: 6 4; }
.series { fill: none; stroke-width: 2; }
polyline.s0 { stroke: var(--a); } circle.s0 { fill: var(--a); }
polyline.s1 { stroke: var(--b); } circle.s1 { fill: var(--b); }
polyline.s2 { stroke: var(--c); } circle.s2 { fill: var(--c); }
`;
