/** Shown for so long; a screen reader has said it by then. */
const SHOWN_MS = 4000;

/** Says something to those who look and to those who listen, outside of what is drawn. */
export function createAnnouncer(): (text: string) => void {
  const home = document.createElement('div');
  home.className = 'said';
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
