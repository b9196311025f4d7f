import { scrubLocales } from '../../../lib/core/scrub/locales.ts';
import { age } from '../../../lib/core/scrub/recognizers/age.ts';
import { scrubber } from '../../../lib/core/scrub/scrubber.ts';

/** Everything on: what one locale finds must not break another. */
const everywhere = scrubber(scrubLocales);
const scrub = (text: string): string => everywhere(text).text;

describe('e-mail addresses', () => {
  test.each([
    ['write to jess.k+1@example.com.', 'write to [EMAIL].'],
    ['<o.neil@mail.example.co.uk>', '<[EMAIL]>'],
    ['its jessk99 at gmail dot com', 'its [EMAIL]'],
    ['jessk99 (at) example.org ok', '[EMAIL] ok'],
    ['jess99 arroba gmail punto com', '[EMAIL]'],
    ['je\u200bss@example.org', '[EMAIL]'],
    ['jess＠example.org', '[EMAIL]'],
    ['MAIL:JESS@EXAMPLE.COM!!', 'MAIL:[EMAIL]!!'],
    ['write jess@example.com😭', 'write [EMAIL]😭'],
    ['its jess dot k at gmail dot com', 'its [EMAIL]'],
    ['jess_k at gmail dot com ok', '[EMAIL] ok'],
    ['jesskay [at] gmail', '[EMAIL]'],
    ['my mail jessk22 at gmail', 'my mail [EMAIL]'],
    ['jesskay @ gmail . com', '[EMAIL]'],
    ['jesskay@gmail,com', '[EMAIL]'],
    ['jesskay at school dot edu', '[EMAIL]'],
    ['jesskay (at) uni (dot) ac (dot) uk', '[EMAIL]'],
    ['lune22 arobase orange point fr', '[EMAIL]'],
    ['jess(dot)kay(at)example(dot)com', '[EMAIL]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('web and network addresses', () => {
  test.each([
    ['see https://example.com/a?b=c#d, ok', 'see [URL], ok'],
    ['its on www.example.org/page!', 'its on [URL]!'],
    ['example.com has it', '[URL] has it'],
    ['add youtu.be/abc123', 'add [URL]'],
    ['my page is moonblog dot com', 'my page is [URL]'],
    ['example.tumblr.com😭', '[URL]😭'],
    ['::ffff:203.0.113.7 it is', '[IP] it is'],
    ['from 203.0.113.7 today', 'from [IP] today'],
    ['host 2001:db8::8a2e:370:7334 down', 'host [IP] down'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('card and bank numbers', () => {
  test.each([
    ['card 4111 1111 1111 1111 ok', 'card [CREDIT_CARD] ok'],
    ['378282246310005', '[CREDIT_CARD]'],
    ['my card is 503890547220', 'my card is [CREDIT_CARD]'],
    ['4242-4242-4242-4242😭', '[CREDIT_CARD]😭'],
    ['4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2', '[CREDIT_CARD]'],
    ['amex 3782 822463 10005', 'amex [CREDIT_CARD]'],
    ['iban GB82 WEST 1234 5698 7654 32 thx', 'iban [BANK] thx'],
    ['FR1420041010050500013M02606', '[BANK]'],
    ['account number 00123456789', 'account number [BANK]'],
    ['sort code 12-34-56', 'sort code [BANK]'],
    ['routing 021000021 account 1234567890', 'routing [BANK] account [BANK]'],
    ['bsb 062-000', 'bsb [BANK]'],
    ['ifsc hdfc0001234', 'ifsc [BANK]'],
    ['clabe 032180000118359719', 'clabe [BANK]'],
    ['rib 20041 01005 0500013M026 06', 'rib [BANK]'],
    ['my upi is moon22@okaxis', 'my upi is [BANK]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('phone numbers', () => {
  test.each([
    ['202-555-0143', '[PHONE]'],
    ['(202) 555-0143', '[PHONE]'],
    ['call +1 202 555 0143 pls', 'call [PHONE] pls'],
    ['2025550143', '[PHONE]'],
    ['its 202.555.0143!', 'its [PHONE]!'],
    ['local one is 555-0143', 'local one is [PHONE]'],
    ['07911 123456 is mine', '[PHONE] is mine'],
    ['call me at +44 7911 123456', 'call me at [PHONE]'],
    ['+33 6 12 34 56 78', '[PHONE]'],
    ['mi numero es 55 1234 5678', 'mi numero es [PHONE]'],
    ['five five five zero one four three two', '[PHONE]'],
    ['202 . 555 . 0143 thx', '[PHONE] thx'],
    ['its 2 0 2 5 5 5 0 1 4 3 ok', 'its [PHONE] ok'],
    ['0 7 7 0 0 9 0 0 1 2 3', '[PHONE]'],
    ['07700900123x', '[PHONE]x'],
    ['202-555-0143/202-555-0187', '[PHONE]/[PHONE]'],
    ['call 555 0143', 'call [PHONE]'],
    ['5550143 is my cell', '[PHONE] is my cell'],
    ['91 98765 43210', '[PHONE]'],
    ['(02) 5550 1234', '[PHONE]'],
    ['06.12.34.56.78', '[PHONE]'],
    ['five five five 0143', '[PHONE]'],
    ['two oh two 555 oh one four three', '[PHONE]'],
    ['oh seven seven double oh nine oh oh one two three', '[PHONE]'],
    ['cinco cinco, uno dos, tres cuatro, cinco seis, siete nueve', '[PHONE]'],
    ['zéro six, douze, trente-quatre, cinquante-six, dix-huit', '[PHONE]'],
    ['oh seven nine one one one two three four five six', '[PHONE]'],
    ['202-555-0143👋🏽', '[PHONE]👋🏽'],
    ['call me-2025550143', 'call me-[PHONE]'],
    ['-2025550143', '-[PHONE]'],
    ['202\u2011555\u20110143', '[PHONE]'],
    ['ring 202\u200b-555-0143 ok', 'ring [PHONE] ok'],
    ['２０２-５５５-０１４３', '[PHONE]'],
    ['202\u00a0555\u00a00143', '[PHONE]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('national identifiers', () => {
  test.each([
    ['ssn 219-09-9999', 'ssn [NATIONAL_ID]'],
    ['my social is 219099999', 'my social is [NATIONAL_ID]'],
    ['NI number QQ123456C ok', 'NI number [NATIONAL_ID] ok'],
    ['AB 12 34 56 C', '[NATIONAL_ID]'],
    ['pps 1234567T', 'pps [NATIONAL_ID]'],
    ['sin 046 454 286', 'sin [NATIONAL_ID]'],
    ['pan ABCPE1234F', 'pan [NATIONAL_ID]'],
    ['curp GODE561231HDFRRN09', 'curp [NATIONAL_ID]'],
    ['nir 2 55 08 14 168 025 38', 'nir [NATIONAL_ID]'],
    ['passport no. X1234567', 'passport no. [NATIONAL_ID]'],
    ["driver's license D123-4567-8901", "driver's license [NATIONAL_ID]"],
    ['licencia A1234567', 'licencia [NATIONAL_ID]'],
    ['student id 20231145', 'student id [NATIONAL_ID]'],
    ['my plate is 7abc123', 'my plate is [NATIONAL_ID]'],
    ['they kept my passport which is no K8812345', 'they kept my passport which is no [NATIONAL_ID]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('street addresses and postcodes', () => {
  test.each([
    ['i live at 12 oak street apt 4b', 'i live at [ADDRESS]'],
    ['pick me up from 1600 west elm ave', 'pick me up from [ADDRESS]'],
    ['po box 1234', '[ADDRESS]'],
    ['12 rue de la Paix', '[ADDRESS]'],
    ['vivo en calle reforma 123', 'vivo en [ADDRESS]'],
    ['im at 12 oak st apt 4b, springfield il 62704 ok', 'im at [ADDRESS] ok'],
    ['12 Oak Street\n Suite 4\n Springfield, IL 62704', '[ADDRESS]'],
    ['flat 3, 14 rosemary gardens, leeds ls6 2ab', '[ADDRESS]'],
    ['i live at 14 rosemary', 'i live at [ADDRESS]'],
    ['we live 9 Heron Bank', 'we live [ADDRESS]'],
    ['come to 9 Heron Road, Galway if you can', 'come to [ADDRESS] if you can'],
    ['unit 4/12 george st', '[ADDRESS]'],
    ['the station is on Villacher Strasse 89', 'the station is on [ADDRESS]'],
    ['she lives at 255 hersnapvej 18', 'she lives at [ADDRESS]'],
    ['send it to 6688 Jahu 80 Suite 652', 'send it to [ADDRESS]'],
    ['meet me on the corner of 5th and Main St', 'meet me on [ADDRESS]'],
    ['my address is Unit 12 Box 43\nDPO AE 01708', 'my address is [ADDRESS]'],
    ['zip is 90210', 'zip is [ZIP]'],
    ['portland or 97201', 'portland or [ZIP]'],
    ['brooklyn 11201', 'brooklyn [ZIP]'],
    ['m14 5tp😭', '[ZIP]😭'],
    ['cdmx 06600', 'cdmx [ZIP]'],
    ['chennai-600020', 'chennai-[ZIP]'],
    ['springfield, IL 62704', 'springfield, IL [ZIP]'],
    ['sw1a 1aa', '[ZIP]'],
    ['K1A 0B1', '[ZIP]'],
    ['D02 AF30', '[ZIP]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('dates of birth and handles', () => {
  test.each([
    ['born 3/14/1999', 'born [DATE_OF_BIRTH]'],
    ['my bday is march 3rd', 'my bday is [DATE_OF_BIRTH]'],
    ['dob: 1999-03-14', 'dob: [DATE_OF_BIRTH]'],
    ['née le 14 mars 1999', 'née le [DATE_OF_BIRTH]'],
    ['14 march 2001 is my birthday', '[DATE_OF_BIRTH] is my birthday'],
    ['nací el 14 de marzo de 1999', 'nací el [DATE_OF_BIRTH]'],
    ['dob 14-mar-99', 'dob [DATE_OF_BIRTH]'],
    ['i turn 16 on the 14th of march', 'i turn 16 on the [DATE_OF_BIRTH]'],
    ['my snap is jess_xo22', 'my snap is [USERNAME]'],
    ['insta: sunflowergirl', 'insta: [USERNAME]'],
    ['follow @jess.k ok', 'follow [USERNAME] ok'],
    ['u/throwaway_99 posted', '[USERNAME] posted'],
    ['my snap is moonchild', 'my snap is [USERNAME]'],
    ['add me on insta lunamoon', 'add me on insta [USERNAME]'],
    ['my discord is moon#1234', 'my discord is [USERNAME]'],
    ['my ig is sunnydaze😭', 'my ig is [USERNAME]😭'],
    ['snap - moonchild', 'snap - [USERNAME]'],
    ['luna_moon on tiktok', '[USERNAME] on tiktok'],
    ["mon snap c'est lunabelle", "mon snap c'est [USERNAME]"],
    ['mi insta es luna_llena', 'mi insta es [USERNAME]'],
    ['cashapp $moonchild', 'cashapp [USERNAME]'],
    ['he plays as vX_moony_Xv with me', 'he plays as [USERNAME] with me'],
    ['log in for me, marcus.w88, pls', 'log in for me, [USERNAME], pls'],
    ['a page called moon.childs', 'a page called [USERNAME]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('names of people', () => {
  test.each([
    ['im jess', 'im [PERSON]'],
    ['my name is grace', 'my name is [PERSON]'],
    ['My name is Zoë Okafor.', 'My name is [PERSON].'],
    ['my bf marcus yelled', 'my bf [PERSON] yelled'],
    ['i told Hope about it', 'i told [PERSON] about it'],
    ['grace said no', '[PERSON] said no'],
    ['thanks emily!', 'thanks [PERSON]!'],
    ['Dr. Lindqvist listens', 'Dr. [PERSON] listens'],
    ['marcus’s dog', '[PERSON]’s dog'],
    ["it was tyler's idea", "it was [PERSON]'s idea"],
    ['me llamo sofia', 'me llamo [PERSON]'],
    ["je m'appelle camille", "je m'appelle [PERSON]"],
    ['mi hermana lucia no entiende', 'mi hermana [PERSON] no entiende'],
    ['Emily Rivera called', '[PERSON] called'],
    ['call me Zay', 'call me [PERSON]'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('what is no identifier stays', () => {
  test.each([
    'call or text 988 any time, or text HOME to 741741',
    'i take 20mg at 10:30 and 2 more at night',
    'its been 24/7 for 3 weeks, 2 years in all',
    'it cost $1,200.50 and i had 15% left',
    'i hope you will be ok, may i ask why',
    'have faith, there is joy and grace in it',
    'the rose in my garden, mark my words',
    'im so tired, im not ok, im done',
    'this is hard and i am alone',
    'see you tonight at 8pm or tomorrow',
    'from 2019-2021 i lived in 3 places',
    'chapter 12 of the book, page 345',
    'i got 95 of 100 points on 11/23/2026',
    'The National Suicide Prevention Lifeline is there',
    'two of my three cats are fine',
    'i live 5 minutes from school and 2 doors down from him',
    'he is _so_ mean and i am ___ tired',
    'they took my license and i paid 1200 for it',
    'she ran 5 miles on the road in 40 min',
    'error 404 at 12:30:45',
    'version 2.10.3 of the app',
    'my snap is broken',
    'ok. So what now',
    'i am going to class in room 204',
    'él está bien y yo también',
    'je suis fatiguée mais ça va',
    'we won 3-2 in the final',
    'text 988, 116123, 85258 or 741741',
    'call 1-800-273-8255, samaritans 116 123 or lifeline 13 11 14',
    '1 2 3 4 5 6 7 8 9 10, breathe',
    'one two three four five six seven eight nine ten',
    'ten nine eight seven six five four three two one',
    '5-4-3-2-1 grounding',
    'my insta is private and discord is down',
    'add me on snap please',
    'ig im fine',
    'meet @8pm, im @home',
    'a 10 minute walk to the park',
    '2 best friends way back',
    'a 4 lane highway',
    '5 blocks down the street',
    'i won 1st place',
    'blood pressure 120/80, bp 120',
    'sertraline 100, xanax 2mg bars',
    'gr8 2be here m8',
    'summer of 69, 99 red balloons, blink 182',
    'oceans 8, maroon 5, the 1975',
    'romans 8 28, john 3:16',
    'im looking at gmail',
    'i sat in the corner of my room and cried',
    'he said ok.so i left, im sad.ca va',
    '10000 steps and 20000 dollars',
    'order number 12345',
    'version 1.2.3.4 is out',
    'i was born tired',
    'my birthday is in 3 days',
    'my license at 16',
    'like 12000 people',
    '2026-11-23 10:30:00',
    'in Room 1204 in March 2019',
    'camino a casa 5 minutos',
    '3 cours de maths, il y a 2 ans',
    'vivo con 3 hermanos desde 2019',
  ])('%s', text => expect(scrub(text)).toBe(text));
});

describe('ages, which are looked for only where a policy asks', () => {
  const ages = (text: string): readonly string[] => age(text).map(({ start, end }) => text.slice(start, end));
  test.each([
    ['im 17 and scared', ['17']],
    ['17f from ohio', ['17f']],
    ['im turning 16 soon', ['16']],
    ['he is 34', ['34']],
    ['a 17 yo girl', ['17 yo']],
    ['my 15 year old', ['15 year old']],
    ["j'ai 15 ans", ['15', '15 ans']],
    ['tengo 15 años', ['15', '15 años']],
    ['im seventeen', ['seventeen']],
    ['im 20 minutes late', []],
    ['im 5 of 6', []],
    ['at 17:30', []],
    ['17 mg', []],
    ['im 100% sure', []],
  ])('%s', (text, found) => expect(ages(text)).toEqual(found));
});
