/** Words of the page about Tonearm. */
import { spoken } from '../spoken.ts';

const IN_BROWSER = 'it never leaves your device';
export const words = spoken('about', {
  title: 'It listens, and it may say “not sure”',
  lead: 'Tonearm hears a song and says its genre, with a confidence that is meant: of a hundred answers given as 80%, about eighty are right.',
  parts: [
    {
      title: 'What happens to your song',
      text: `On the server: it is sent, heard and deleted before you read the answer; nothing of it is kept. In this browser: ${IN_BROWSER}. Either way the same code listens with the same model.`,
      /** Text of a page that has no server. */
      textAlone: `It is heard in this browser: ${IN_BROWSER}.`,
    },
    {
      title: 'What ten genres can and cannot say',
      text: 'Blues, classical, country, disco, hip-hop, jazz, metal, pop, reggae, rock: the ten of the best known collection of the field. Much music is none of them, or two at once. Then the honest answer is “none of these”, or a ranking, and that is what you get.',
    },
    {
      title: 'What it must not be used for',
      text: 'Deciding what an artist is paid, filed under or allowed. It learned from about a thousand clips, most of them Western and older than 2000, and is right about eight times in ten on artists it has never heard.',
    },
    {
      title: 'Whose ear it is',
      text: 'It begins with MSD_musicnn and MSD_vgg by Jordi Pons (ISC licence), two networks that learned listeners’ tags of some 200,000 songs. What compares your song with songs of known genre was learned here.',
    },
    {
      title: 'Four doors to one answer',
      text: 'This page, a command line, an HTTP interface and a TypeScript library share the code from the first byte to the last digit.',
    },
  ],
  commands: {
    title: 'Without a page',
    list: ['npx tonearm classify song.mp3', 'npx tonearm classify ~/Music --json', 'npx tonearm serve'],
  },
  links: {
    how: 'How it works',
    models: 'What it is worth',
    api: 'API docs',
    health: 'Health of this server',
    notices: 'Licences of what is inside',
  },
} as const);
