/** The oldest Node that can play: Ink and React need it. */
const oldest = { major: 22, minor: 12 };

/** One sentence when `version` (like `20.11.1`) is too old to go on, else nothing. */
export function outdatedNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  if (isEnough) return undefined;
  return `heaplings needs Node ${oldest.major}.${oldest.minor} or newer; this is Node ${version}.`;
}
