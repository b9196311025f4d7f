import { scrubber } from '../../../lib/core/scrub/scrubber.ts';

/** Everything on: what one locale finds must not break another. */
const everywhere = scrubber(['en-US', 'en-GB', 'en-IE', 'en-CA', 'en-AU', 'en-IN', 'es-MX', 'fr-FR']);
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
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('web and network addresses', () => {
  test.each([
    ['see https://example.com/a?b=c#d, ok', 'see [URL], ok'],
    ['its on www.example.org/page!', 'its on [URL]!'],
    ['example.com has it', '[URL] has it'],
    ['from 203.0.113.7 today', 'from [IP] today'],
    ['host 2001:db8::8a2e:370:7334 down', 'host [IP] down'],
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('card and bank numbers', () => {
  test.each([
    ['card 4111 1111 1111 1111 ok', 'card [CREDIT_CARD] ok'],
    ['378282246310005', '[CREDIT_CARD]'],
    ['my card is 503890547220', 'my card is [CREDIT_CARD]'],
    ['iban GB82 WEST 1234 5698 7654 32 thx', 'iban [BANK] thx'],
    ['FR1420041010050500013M02606', '[BANK]'],
    ['account number 00123456789', 'account number [BANK]'],
    ['sort code 12-34-56', 'sort code [BANK]'],
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
  ])('%s', (text, expected) => expect(scrub(text)).toBe(expected));
});

describe('street addresses and postcodes', () => {
  test.each([
    ['i live at 12 oak street apt 4b', 'i live at [ADDRESS]'],
    ['pick me up from 1600 west elm ave', 'pick me up from [ADDRESS]'],
    ['po box 1234', '[ADDRESS]'],
    ['12 rue de la Paix', '[ADDRESS]'],
    ['vivo en calle reforma 123', 'vivo en [ADDRESS]'],
    ['zip is 90210', 'zip is [ZIP]'],
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
    ['my snap is jess_xo22', 'my snap is [USERNAME]'],
    ['insta: sunflowergirl', 'insta: [USERNAME]'],
    ['follow @jess.k ok', 'follow [USERNAME] ok'],
    ['u/throwaway_99 posted', '[USERNAME] posted'],
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
    'she ran 5 miles on the road in 40 min',
    'error 404 at 12:30:45',
    'version 2.10.3 of the app',
    'my snap is broken',
    'ok. So what now',
    'i am going to class in room 204',
    'él está bien y yo también',
    'je suis fatiguée mais ça va',
    'we won 3-2 in the final',
  ])('%s', text => expect(scrub(text)).toBe(text));
});
