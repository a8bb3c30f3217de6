import type { CustomerClass } from '../../db/schema.ts';
import type { Random } from './random.ts';

export interface DemoCustomer {
  number: string;
  name: string;
  given_name: string;
  family_name: string;
  salutation: 'herr' | 'frau' | null;
  class: CustomerClass;
  language: 'de' | 'en';
  phone: string;
  street: string;
  postal_code: string;
  city: string;
  /** Name of the organisation that it orders for. */
  company: string | null;
  addresses: string[];
}

const women =
  'Anna,Birgit,Claudia,Elif,Franziska,Gisela,Hannah,Ingrid,Julia,Katharina,Lena,Magdalena,Nadine,Petra,Renate,Sabine,Theresa,Ursula,Vanessa,Yasemin,Zofia,Mareike,Heike,Olga,Fatma,Dorothea'.split(
    ',',
  );
const men =
  'Alexander,Bernd,Christian,Daniel,Emre,Florian,Georg,Henrik,Jan,Karl-Heinz,Lars,Matthias,Norbert,Oliver,Paul,Ralf,Stefan,Thorsten,Uwe,Viktor,Werner,Mehmet,Jürgen,Sven,Dieter,Piotr'.split(
    ',',
  );
const families =
  'Schulte,Baumann,Vogt,Lindemann,Kaya,Friedrich,Maurer,Engelhardt,Stein,Wiesner,Öztürk,Hartwig,Krüger,Lorenz,Behrens,Jäger,Nowak,Seidel,Thiele,Voß,Winkler,Kowalski,Bäcker,Döring,Rauch,Pohl,Gerlach,Hesse,Janßen,Körber,Löffler,Mertens,Neumann,Otte,Pfeiffer,Reuter,Sander,Tietz,Ullrich,Wendt,Zander,Arslan,Böhme,Dietz,Ebert,Fink,Gruber,Hoppe,Kunze,Lang,Moritz,Petrov'.split(
    ',',
  );
const english = [
  'Olivia Harper',
  'James Whitfield',
  'Sophie Marlow',
  'Daniel Okafor',
  'Grace Bennett',
  'Liam Doyle',
  'Priya Raman',
  'Thomas Ashby',
];
const places =
  '20257 Hamburg,28203 Bremen,30163 Hannover,33602 Bielefeld,44137 Dortmund,45127 Essen,48143 Münster,50674 Köln,52062 Aachen,53111 Bonn,60318 Frankfurt am Main,65183 Wiesbaden,68159 Mannheim,70176 Stuttgart,76133 Karlsruhe,79098 Freiburg,80339 München,86150 Augsburg,90402 Nürnberg,99084 Erfurt,04109 Leipzig,01099 Dresden,10437 Berlin,24103 Kiel,18055 Rostock'.split(
    ',',
  );
const streets =
  'Lindenstraße,Am Mühlbach,Gartenweg,Schillerstraße,Bahnhofstraße,Kastanienallee,Hauptstraße,Rosenweg,Feldstraße,Kirchgasse,Ringstraße,Am Anger,Goethestraße,Wiesengrund,Bergstraße,Marktplatz'.split(
    ',',
  );
const hosts = ['netzpost.example', 'briefkasten.example', 'morgenmail.example', 'heimpost.example', 'inselpost.example'];
const companies = ['Kita Regenbogen e. V.', 'Praxis Dr. Hellmann', 'Hotel Alte Post', 'Friseur Haarscharf'];

/** Sixty customers: one in six of class A, a third B, the rest C; a few write in English, a few order for a company. */
export function customersOf(random: Random): DemoCustomer[] {
  const surnames = random.shuffled(families);
  const german = surnames.map((family, index) => person(random, index, family));
  const others = english.map((name, index) => {
    const [given = '', family = ''] = name.split(' ');
    return customer(random, { index: german.length + index, given, family, salutation: index % 2 === 0 ? 'frau' : 'herr', language: 'en' });
  });
  return [...german, ...others];
}

function person(random: Random, index: number, family: string): DemoCustomer {
  const isWoman = index % 2 === 0;
  const given = random.pick(isWoman ? women : men);
  // Not everyone tells how to be addressed.
  const salutation = random.chance(0.15) ? null : isWoman ? 'frau' : 'herr';
  return customer(random, { index, given, family, salutation, language: 'de' });
}

interface Given {
  index: number;
  given: string;
  family: string;
  salutation: 'herr' | 'frau' | null;
  language: 'de' | 'en';
}

function customer(random: Random, { index, given, family, salutation, language }: Given): DemoCustomer {
  const [postal_code = '', ...city] = random.pick(places).split(' ');
  const host = random.pick(hosts);
  const local = `${plain(given)}.${plain(family)}`;
  const second = random.chance(0.2) ? [`${plain(family)}${random.between(60, 99)}@${random.pick(hosts)}`] : [];
  return {
    number: `K-${100_200 + index * 13}`,
    name: `${given} ${family}`,
    given_name: given,
    family_name: family,
    salutation,
    class: index % 6 === 0 ? 'A' : index % 3 === 1 ? 'B' : 'C',
    language,
    // The Federal Network Agency keeps 0171 39200xx for invented numbers.
    phone: `+49 171 39200${String(random.between(10, 99))}`,
    street: `${random.pick(streets)} ${random.between(1, 120)}`,
    postal_code,
    city: city.join(' '),
    company: index % 17 === 5 ? (companies[Math.floor(index / 17)] ?? null) : null,
    addresses: [`${local}@${host}`, ...second],
  };
}

/** As it may stand in a mail address. */
function plain(name: string): string {
  const spelled: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ı: 'i' };
  return name
    .toLowerCase()
    .replace(/[äöüßı]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z0-9-]/g, '');
}
