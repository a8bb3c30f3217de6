export interface Product {
  ean: string;
  title: string;
  cents: number;
}

/** Invented goods. Numbers begin with 20: GS1 keeps them for use inside a shop, so none is a real article's. */
export const products: Product[] = [
  ['Kräuter-Shampoo Lindenblüte 300 ml', 245],
  ['Duschgel Morgenfrische 250 ml', 175],
  ['Handcreme Ringelblume 75 ml', 195],
  ['Gesichtswasser Rose 200 ml', 395],
  ['Nachtcreme Sanddorn 50 ml', 695],
  ['Sonnenmilch LSF 50, 200 ml', 595],
  ['Zahncreme Minze 75 ml', 129],
  ['Elektrische Zahnbürste Klarlächeln', 3995],
  ['Aufsteckbürsten, 4 Stück', 895],
  ['Mundspülung Salbei 500 ml', 225],
  ['Haarfarbe Haselnuss', 475],
  ['Haartrockner Föhnwind 2000', 2995],
  ['Babywindeln Größe 4, 88 Stück', 1395],
  ['Feuchttücher sensitiv, 6 × 80', 849],
  ['Babybrei Apfel-Banane 190 g', 115],
  ['Flüssigseife Olive 500 ml', 165],
  ['Vollwaschmittel flüssig, 50 Waschladungen', 995],
  ['Weichspüler Wiesenduft 1 l', 189],
  ['Spülmaschinentabs, 60 Stück', 749],
  ['Glasreiniger 750 ml', 155],
  ['Badreiniger Zitrone 500 ml', 179],
  ['Toilettenpapier 3-lagig, 16 Rollen', 545],
  ['Küchentücher, 4 Rollen', 275],
  ['Duftkerze Kaminabend, 3er-Set', 1290],
  ['Lippenpflege Honig', 145],
  ['Mascara Langwimper schwarz', 549],
  ['Nagellack Kirschrot', 245],
  ['Deoroller ohne Aluminium 50 ml', 225],
  ['Rasierklingen, 8 Stück', 1195],
  ['Rasierschaum 200 ml', 145],
  ['Vitamin D3, 120 Tabletten', 595],
  ['Magnesium-Brausetabletten, 20 Stück', 99],
  ['Kräutertee Gute Nacht, 20 Beutel', 185],
  ['Bio-Haferkekse 250 g', 199],
  ['Katzenfutter Lachs, 12 × 85 g', 489],
  ['Badregal Bambus', 5995],
  ['Badschrank Eiche, hoch', 18_900],
  ['Massageöl Arnika 200 ml', 545],
  ['Wärmflasche mit Strickbezug', 1195],
  ['Bügelperlen-Set, 5000 Stück', 990],
].map(([title, cents], index) => ({
  ean: ean13(`20${String(4_711_000 + index * 37).padStart(10, '0')}`),
  title: String(title),
  cents: Number(cents),
}));

/** Adds the check digit to twelve digits. */
function ean13(digits: string): string {
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
