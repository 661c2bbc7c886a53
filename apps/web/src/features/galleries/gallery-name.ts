/** The rule of the API, checked while one types. */
const galleryNameLengthMax = 63;

/** What is wrong with a gallery's name, or null. */
export function galleryNameProblem(name: string): string | null {
  if (name === '') return 'Give the gallery a name.';
  if (name.length > galleryNameLengthMax) return `At most ${galleryNameLengthMax} characters.`;
  if (/[A-Z]/.test(name)) return 'Lower-case letters only.';
  if (/\s/.test(name)) return 'No spaces: join words with a hyphen.';
  if (name.startsWith('-')) return 'Start with a letter or a digit.';
  if (!/^[a-z0-9-]+$/.test(name)) return 'Only the letters a to z, digits and hyphens.';
  return null;
}

/** The nearest name the rule allows, to offer instead: "Brake Discs (new)" -> "brake-discs-new". */
export function suggestGalleryName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, galleryNameLengthMax)
    .replace(/-+$/, '');
}
