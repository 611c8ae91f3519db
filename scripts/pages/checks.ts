// Expressions for the browser, which answer with a list of faults.

/** Text with a contrast below 4.5 : 1 to the nearest background behind it; pictures have a test of their own. */
export const FAINT_TEXTS = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) =>
    [red, green, blue].map((value) => value / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === "" || element.closest("svg")) continue;
    const [light, dark] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) faults.push("contrast " + contrast.toFixed(2) + " of " + walker.currentNode.data.trim().slice(0, 40));
  }
  return faults;
})()`;

/** Whether the first stop of the keyboard is the link over the bar, and can be seen. */
export const HIDDEN_FOCUS = `(() => {
  const { left, top, width } = document.activeElement.getBoundingClientRect();
  const isSeen = document.activeElement.className === "skip" && left >= 0 && top >= 0 && width > 0;
  return isSeen ? [] : ["the first stop of the keyboard is " + document.activeElement.outerHTML.slice(0, 80)];
})()`;
