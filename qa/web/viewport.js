// How much of the window is seen: a phone's keyboard covers a part of it, which not every browser takes off the window.
{
  const root = document.documentElement;
  const measure = () => {
    const { height, scale } = globalThis.visualViewport ?? { height: innerHeight, scale: 1 };
    const seen = Math.round(height * scale);
    root.style.setProperty("--seen", `${seen}px`);
    root.classList.toggle("low", seen < 760);
    root.classList.toggle("short", seen < 440);
  };
  measure();
  (globalThis.visualViewport ?? globalThis).addEventListener("resize", measure);
  const meta = document.querySelector("meta[name=viewport]");
  if (meta) meta.content += ", interactive-widget=resizes-content";
}
