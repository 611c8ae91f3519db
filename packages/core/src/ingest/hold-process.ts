/**
 * Keeps a process from ending for lack of work until it is let go. The timers of a clock do not, and a read may wait
 * for nothing else, such as the time after which a service may be asked again.
 *
 * @returns lets go
 */
export function holdProcess(): () => void {
  const { port1 } = new MessageChannel();
  // A port that listens counts as work. The types of Node.js do not know that ports have this.
  Object.assign(port1, { onmessage: () => {} });
  return () => port1.close();
}
