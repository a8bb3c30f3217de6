/** Place of the process designer; another part fills it in. */
export default function Designer() {
  return null;
}
