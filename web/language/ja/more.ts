/** Japanese of the inbox, of teaching, and of what is looked at more closely. */

import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { number } from '../language.ts';

const songs = (count: number) => `${number(count)}曲`;

export const inbox: Catalogue['inbox'] = {
  title: 'タグの受信箱',
  nav: '受信箱',
  lead: 'ファイルの記載と、Tonearmに聴こえたもの、またはあなたの答えが食い違う曲です。書き込むものに印をつけてください。「Latin」のような細かい言葉は、すべて置き換えないかぎり残ります。',
  filter: '受信箱を検索',
  group: 'まとめ方',
  groups: { none: '意外な順', album: 'アルバム', folder: 'フォルダー' },
  found: (count) => `${songs(count)}がタグと食い違っています`,
  empty: '食い違いはありません',
  emptyLead: 'Tonearmの知るジャンルを記したファイルは、どれも聴こえたとおりか、確かではありません。',
  list: 'ファイルが別のジャンルを記している曲',
  says: '記載',
  hears: '聴こえたもの',
  youSaid: 'あなたの答え',
  becomes: '変更後',
  tick: (title) => `${title}のタグを書き込む`,
  tickAll: (count) => `${songs(count)}すべてに印をつける`,
  untickAll: '印をすべて外す',
  tickGroup: (name, count) => `${name}：${songs(count)}すべてに印をつける`,
  ticked: (count) => (count === 0 ? '印なし' : `${songs(count)}に印`),
  write: '変更を見る',
  planning: 'ファイルを読んでいます',
  back: '受信箱に戻る',
  more: 'もっと表示',
  actions: { accept: '受け入れる', add: '追加', replace: 'すべて置き換え' },
  change: '別のジャンル',
  right: 'ファイルが正しい',
  skip: '飛ばす',
  skipped: (count) => `飛ばした${songs(count)}を表示`,
  unnamed: 'アルバムなし',
  keys: [
    ['J', '次'],
    ['K', '戻る'],
    ['Space', '再生'],
    ['Enter', '受け入れる'],
    ['A', '追加'],
    ['R', 'すべて置き換え'],
    ['C', '別のジャンル'],
    ['F', 'ファイルが正しい'],
    ['S', '飛ばす'],
  ],
  help: 'JとKで移動、Spaceで再生、Enterで受け入れ、Aで追加、Rですべて置き換え、Cで何であるかを教える、Fでファイルの記載を残す、Sで飛ばす、Xで印を外す。',
  genre: (genre) => genreName(genre),
  written: (count) => `${number(count)}件のファイルに書き込みました`,
};

export const teach: Catalogue['teach'] = {
  title: '教える',
  lead: 'ライブラリのどこでも、ジャンルを押すと、その曲が何であるかを教えられます。教えたことはここに残り、自分のモデルを作れます。',
  train: {
    title: 'ライブラリから学ぶ',
    lead: 'あなたの答えとタグから、あなたのジャンルを知るモデルを作ります。このサーバーで作られ、使う前にどれほど当たるかを見られます。',
    tags: 'タグからも学ぶ',
    learns: '学ぶもの',
    genre: (genre, count) => `${genreName(genre)} ${number(count)}`,
    left: (genres) => `まだ足りないもの：${genres}。`,
    leftOne: (genre, count, artists) =>
      `${genreName(genre)}（${songs(count)}、アーティスト${number(artists)}組）`,
    needs:
      'それぞれ6曲以上、アーティスト3組以上のジャンルが二つ必要です。もっと多くの曲について教えてください。',
    start: 'モデルを作る',
    cancel: '止める',
    stage: {
      listening: '曲を聴いています',
      measuring: '初めてのアーティストで測っています',
      learning: 'すべてから学んでいます',
    },
    failed: (message) => `モデルはできませんでした。${message}`,
    stopped: '止めました。聴いたぶんは残ります。',
    refused: '学習は、このサーバーのアクセストークンを持つ人だけが行えます。',
  },
  model: {
    title: 'あなたのモデル',
    none: 'まだありません。',
    made: (when) => `作成：${when}`,
    of: (count, artists) => `${songs(count)}、アーティスト${number(artists)}組`,
    before: '以前の正解率',
    after: '新しい正解率',
    range: (low, high) => `95%：${low}〜${high}`,
    meaning:
      '同じ曲での比較です。以前はライブラリを聴いたモデル、新しいほうは今回のモデルで、どのアーティストも、そのアーティストを知らないモデルで測りました。',
    choose: '使う',
    chooseNamed: (when) => `使う：${when}に作ったモデル`,
    inUse: '使用中',
    back: 'いつものモデルに戻す',
    hears: '曲を聴き直しています。その間も続けられます。',
  },
  said: {
    title: '教えたこと',
    none: 'まだありません。',
    batch: (count, what) => `${songs(count)}：${what}`,
    noneOfThese: 'どれでもない',
    takenBack: '取り消し済み',
    undo: '元に戻す',
    undoNamed: (what) => `元に戻す：${what}`,
    save: 'すべて保存',
    load: 'ファイルを読み込む',
    loaded: (count, unknown) =>
      unknown === 0
        ? `${songs(count)}を訂正しました。`
        : `${songs(count)}を訂正しました。${number(unknown)}行はここのどの曲にも当てはまりません。`,
  },
};

const PART_WORDS: {
  readonly [P in Parameters<Catalogue['without']['part']>[0]]: { name: string; what: string };
} = {
  drums: { name: '打つ音なし', what: '打つ音' },
  tones: { name: '響く音なし', what: '響く音' },
  bass: { name: '低音なし', what: '200 Hzより下' },
  treble: { name: '高音なし', what: '3 kHzより上' },
};

export const without: Catalogue['without'] = {
  open: '何かを取り除く',
  title: 'ドラムがなかったら？',
  lead: (from, to) =>
    `同じモデルがこのブラウザーで、${from}から${to}までを、毎回何かを取り除いてもう一度聴きます。そのような音からは学んでいないので、数字より違いを見てください。`,
  whole: { name: 'そのまま', what: 'すべて' },
  part: (part) => PART_WORDS[part],
  working: 'もう一度聴いています',
  rather: (genre, probability) => `むしろ${genreName(genre)}、${percent(probability)}`,
  telling: (part, genre, before, after) =>
    `${PART_WORDS[part].name}では、${genreName(genre)}が${percent(before)}から${percent(after)}になります。ここではほかの何よりもそれが決め手でした。`,
  nothing: (genre) => `何を取り除いても、${genreName(genre)}らしさはあまり減りませんでした。`,
  failed: 'このブラウザーではできませんでした：',
};

export const compare: Catalogue['compare'] = {
  open: 'モデルを比べる',
  title: 'ほかのモデルに聴こえるもの',
  lead: '同じ曲を複数のモデルが聴きます。一致すれば、答えの価値は上がります。',
  choose: '比べるモデル',
  loading: 'サーバーにモデルを問い合わせています',
  unreachable: 'サーバーが答えませんでした。モデルの一覧はサーバーにあります。',
  again: 'もう一度',
  listening: (heard) => `聴いています（${heard}まで）`,
  unsure: '確かではない',
  outside: 'どれでもない',
  took: (seconds) => `${seconds}秒`,
  agree: (genre, count) =>
    count === 2
      ? `どちらも${genreName(genre)}と答えました。`
      : `${number(count)}つすべてが${genreName(genre)}と答えました。`,
  disagree: (choices) =>
    choices[0]?.count === 1
      ? `意見が分かれました：${choices.map(({ genre }) => genreName(genre)).join('、')}。`
      : `意見が分かれました：${choices.map(({ genre, count }) => `${genreName(genre)}が${number(count)}つ`).join('、')}。`,
  ranking: (model) => `${model}の順位`,
};

const hertz = (value: number) => `約${number(Number(value.toPrecision(2)))} Hz`;
const varies = (value: number) => `変動 ${percent(value)}`;

const TRAIT_WORDS: {
  readonly [T in Parameters<Catalogue['insight']['trait']>[0]]: ReturnType<Catalogue['insight']['trait']>;
} = {
  tempo: {
    name: 'テンポ',
    ends: ['遅い', '速い'],
    less: '遅い',
    more: '速い',
    value: (value) => `毎分${Math.round(value)}拍`,
  },
  brightness: {
    name: '明るさ',
    ends: ['暗い', '明るい'],
    less: '音が暗い',
    more: '音が明るい',
    value: hertz,
  },
  brightnessMotion: {
    name: '明るさの動き',
    ends: ['一定', '変わる'],
    less: '明るさが一定',
    more: '明るさがよく変わる',
    value: varies,
  },
  breadth: { name: '広がり', ends: ['狭い', '広い'], less: '音が狭い', more: '音が広い', value: hertz },
  crossings: {
    name: 'ざらつき',
    ends: ['なめらか', 'ざらざら'],
    less: 'なめらか',
    more: 'ざらざらしている',
    value: (value) => `サンプルの${percent(value)}でゼロを横切る`,
  },
  crossingMotion: {
    name: '雑音と楽音の交代',
    ends: ['片方だけ', '交互'],
    less: '雑音と楽音の交代が少ない',
    more: '言葉や太鼓のように雑音と楽音の交代が多い',
    value: varies,
  },
  percussion: {
    name: '打楽器らしさ',
    ends: ['響き', '打撃'],
    less: '打楽器らしさが弱い',
    more: '打楽器らしさが強い',
    value: (value) => `パワーの${percent(value)}`,
  },
  dynamics: {
    name: '強弱',
    ends: ['一様', '起伏あり'],
    less: '音量が一様',
    more: '強弱の起伏が大きい',
    value: varies,
  },
  pitches: {
    name: '同時に鳴る音',
    ends: ['少ない', '多い'],
    less: '同時に鳴る音が少ない',
    more: '同時に鳴る音が多い',
    value: (value) => `オクターブの${percent(value)}`,
  },
  colourMotion: {
    name: '音色の変化',
    ends: ['一定', '変わる'],
    less: '音色が一定',
    more: '音色がよく変わる',
    value: (value) => `MFCCで${value.toFixed(1)}`,
  },
};

const hundred = (share: number) => Math.min(99, Math.max(1, Math.round(100 * share)));

export const insight: Catalogue['insight'] = {
  title: (genre) => `${genreName(genre)}らしいところ`,
  lead: (count) =>
    `いつものモデルが学んだ${songs(count)}と、この曲を並べます。示すのは典型的なところで、決め手になったところとは限りません。`,
  genre: '比べる相手',
  trait: (trait) => TRAIT_WORDS[trait],
  sentence: ({ trait, amongAll, amongGenre, kind }, genre) => {
    const { less, more } = TRAIT_WORDS[trait];
    const unusual = kind === 'unusual';
    const share = unusual ? amongGenre : amongAll;
    const above = share > 0.5;
    const others = hundred(above ? share : 1 - share);
    return `${unusual ? `${genreName(genre)}の` : ''}100曲中${others}曲より${above ? more : less}。`;
  },
  kind: {
    typical: (genre) => `${genreName(genre)}らしい`,
    unusual: (genre) => `${genreName(genre)}には珍しい`,
    neither: () => 'どちらとも言えない',
  },
  none: (genre) => `どの尺度でも、${genreName(genre)}らしい目立ち方はしていません。`,
  legend: (genre) => `点がこの曲、帯が${genreName(genre)}の曲の中央半分です。`,
  more: '10の尺度すべて',
  fewer: '目立つものだけ',
  looking: '音を測っています',
  failed: 'このブラウザーでは音を測れませんでした。',
  silent: '測るものがありませんでした。',
};
