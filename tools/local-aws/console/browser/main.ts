/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { html, render } from 'lit-html';
import { apiWith } from './api.ts';
import { app } from './app.ts';
import { errorMessage } from './views/error-message.ts';

const root = document.querySelector<HTMLElement>('#page');
const token = document.querySelector<HTMLMetaElement>('meta[name="console-token"]')?.content;
if (!root || token === undefined) throw new Error('The page is incomplete: it has no token.');
const api = apiWith(token);
root.replaceChildren();

api.about().then(
  (about) => app(about, api, root),
  (error: unknown) =>
    render(html`<main>${errorMessage('The console cannot be reached', `${error}`)}</main>`, root),
);
