/** The page that its script fills. The token lets the script make calls. */
export const pageHtml = (pageToken: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="console-token" content="${pageToken}">
<title>Local console</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/console.js"></script>
</head>
<body><div id="page"><noscript>This page needs JavaScript.</noscript></div></body>
</html>
`;

/**
 * Opens the page after the address of the terminal has set the cookie. A navigation by the page itself
 * sends the cookie (SameSite=Strict) and removes the token from the address.
 */
export const OPENING = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Local console</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><meta http-equiv="refresh" content="0; url=/"></head>
<body><p><a href="/">Open the console</a></p></body>
</html>
`;

/** A key, in the color of the page. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/><g fill="none" stroke="#fff" stroke-width="3"><circle cx="11.5" cy="16" r="4.5"/><path d="M16 16h10v5M21.500 16v4"/></g></svg>';
