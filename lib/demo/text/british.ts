import { english } from './english.ts';
import type { Phrasebook } from './phrasebook.ts';

/** English as it is texted in Britain: other words in the same slots, other ways to say where one is. */
export const british: Phrasebook = {
  ...english,
  words: {
    ...english.words,
    family: ['mum', 'dad', 'nan', 'sister', 'brother', 'step mum', 'parents'],
    friend: ['best mate', 'flatmate', 'mates', 'old schoolmates'],
    love: ['bf', 'gf', 'fella', 'missus', 'ex'],
    subject: ['my a levels', 'maths', 'chemistry', 'gcse resits', 'uni'],
    job: ['the warehouse', 'tesco', 'my placement', 'the pub', 'the ward'],
  },
  tells: {
    ...english.tells,
    person: [
      'im {name}',
      'my names {name}',
      'my mate {other} said to text u',
      'my fella {other} has no clue',
      '{other} wont pick up',
    ],
    phone: ['my number is {phone}', 'can u ring me on {phone}', 'me mums number is {phone}'],
    address: ['i live at {address}', 'im round at {address}', 'our flat is at {address}'],
    // No number that only a British locale would know.
    ssn: ['my birthday is soon and i dread it', 'they keep asking for my details and i panic'],
  },
};
