/** How long a text is shown. A screen reader has read it by then. */
const SHOWN_MS = 4000;

/** Returns a function that shows a text for a moment and gives it to screen readers. */
export function createAnnouncer(): (text: string) => void {
  const home = document.createElement('div');
  home.className = 'announcement';
  home.setAttribute('role', 'status');
  document.body.append(home);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    home.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      home.textContent = '';
    }, SHOWN_MS);
  };
}
