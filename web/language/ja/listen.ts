/** Japanese of what surrounds every page, and of listening. */
import { FORMATS_IN_WORDS } from '../../error-message.ts';
import { clock, spokenTime } from '../../timeline/time-axis.ts';
import type { Catalogue } from '../catalogue.ts';
import { genreName, percent } from '../en/main.ts';
import { keyNamed } from '../key-name.ts';
import { dateText, number } from '../language.ts';

const songs = (count: number) => `${number(count)}曲`;

const TONICS: Readonly<Record<string, string>> = {
  C: 'ハ',
  D: 'ニ',
  E: 'ホ',
  F: 'ヘ',
  G: 'ト',
  A: 'イ',
  B: 'ロ',
};

const GENRES: Readonly<Record<string, string>> = {
  blues: 'ブルース',
  classical: 'クラシック',
  country: 'カントリー',
  disco: 'ディスコ',
  hiphop: 'ヒップホップ',
  jazz: 'ジャズ',
  metal: 'メタル',
  pop: 'ポップ',
  reggae: 'レゲエ',
  rock: 'ロック',
};

/** Words of the ear that are no genres of the model. */
const WORDS: Readonly<Record<string, string>> = {
  'hip-hop': 'ヒップホップ',
  electronic: 'エレクトロニック',
  dance: 'ダンス',
  sad: '悲しい',
  instrumental: 'インストゥルメンタル',
};

export const main: Catalogue['main'] = {
  name: 'Tonearm',
  language: '言語',
  translatedBy: '機械の助けを借りた翻訳です（修正はこちら：web/language/ja）',
  genre: (genre) => GENRES[genre] ?? genre,
  title: 'Tonearm：曲を入れると、ジャンルがわかる',
  pageTitle: (title) => `${title} · Tonearm`,
  nav: {
    label: 'メイン',
    listen: '聴く',
    library: 'ライブラリ',
    how: 'しくみ',
    models: 'モデル',
    about: 'このアプリ',
    skip: '本文へ移動',
  },
  theme: { toDark: '暗い表示にする', toLight: '明るい表示にする' },
  hero: {
    title: 'どんな音がする？',
    lead: '曲をのせてください。Tonearmが最後まで聴いて、ジャンルと、その確かさを答えます。わからないときは、わからないと言います。',
    choose: '曲を選ぶ',
    folder: 'フォルダーを選ぶ',
    record: '録音する',
    anywhere: 'レコードの上か、このページのどこかにドロップしてもかまいません',
    put: '曲をのせる',
    knows: '10のジャンル',
    formats: `${FORMATS_IN_WORDS}。3秒から3時間まで。`,
  },
  examples: {
    lead: '手元に曲がないときは、Tonearmのシンセサイザーが演奏する曲をどうぞ：',
    making: '演奏中',
    failed: '例の曲を作れませんでした。ページを読み込み直して、もう一度お試しください。',
    title: { 'slow-water': 'Slow Water', 'night-bus': 'Night Bus', 'two-rooms': 'Two Rooms' },
  },
  drop: { title: 'ここにドロップ', hint: '曲でも、フォルダーごとでも' },
  add: { more: '曲を追加', folder: 'フォルダーを追加', record: 'マイクで録音' },
  engine: {
    label: '聴く場所',
    name: { server: 'サーバーで', browser: 'ブラウザーで' },
    model: '聴くモデル',
    usual: 'いつものモデル',
    own: (madeAt) =>
      `${dateText(new Date(madeAt), { day: 'numeric', month: 'long', year: 'numeric' })}に作ったあなたのモデル`,
    note: {
      server: '曲はこのサーバーに送られ、聴かれたあと削除されます。',
      browser: '何もこの端末の外に出ません。最初の曲で必要なもの（約10 MB）を取得します。',
    },
    chosen: {
      server: 'この端末の負担が少ないので選ばれました。',
      browser: 'この端末でできるので選ばれました。',
    },
  },
  offline: 'オフラインで、このサーバーに届きません。代わりにここで曲を聴けます。',
  leftOut: (names) =>
    names.length === 1
      ? `${names[0]}は曲ではないので除きました。`
      : `曲ではないファイル${number(names.length)}件を除きました。`,
  dismiss: '閉じる',
  queue: {
    label: '曲',
    heard: (done, all, failed) => {
      const counted =
        done === all ? `${number(all - failed)}曲完了` : `${number(all)}曲中${number(done - failed)}曲完了`;
      return failed === 0 ? counted : `${counted}、${number(failed)}曲失敗`;
    },
    clear: '空にする',
    cancelAll: 'すべて中止',
    cleared: (count) => `${songs(count)}をリストから外しました。`,
    undo: '元に戻す',
    retryAll: (count) => `${songs(count)}をもう一度`,
    waiting: '待機中',
    uploading: (fraction) => `送信中 ${percent(fraction)}`,
    listening: (seconds) => (seconds > 0 ? `聴いています（${clock(seconds)}まで）` : '聴いています'),
    cancelled: '中止',
    cancel: (name) => `${name}を中止`,
    retry: (name) => `${name}をもう一度聴く`,
    remove: (name) => `${name}を外す`,
    done: (genre, probability) => `${genreName(genre)}、${percent(probability)}`,
    unsure: (genre) => `確かではありませんが、${genreName(genre)}かもしれません`,
    outside: 'どれでもない',
    said: (genre) => `あなたの答え：${genre === null ? 'どれでもない' : genreName(genre)}`,
  },
  verdict: {
    sure: 'かなり確か',
    leaning: 'おそらく',
    unsure: '確かではない',
    outside: 'どれでもない',
    unsureTitle: 'もしかすると',
    or: 'または',
    itIs: 'ジャンルを直す',
    said: 'あなたの答えです',
    train: 'ライブラリから学ぶ',
    heard: (genre, share) => `聴こえたのは${genreName(genre)}、${share}。`,
    heardOutside: '知っているジャンルのどれにも聴こえませんでした。',
    meansSure: (p) => `これくらい確かな答えは、${howOften(p)}ほど当たります。`,
    notSureWhich: (names) => `どれかは確かではありません：${names.join('、または')}。`,
    meansSeveral: 'ひとつの曲に複数のジャンルがあることもあります。それぞれに確かさを示します。',
    meansUnsure:
      'ひとつに決めるには足りないので、順位を示します。ジャンルの間にある曲や、モデルの知らない音はここに来ます。',
    meansOutside:
      'このモデルが知っているどのジャンルにも聴こえません。それに気づくことは少ない曲から学んだので、見落としも多くあります。',
  },
  pending: {
    waiting: '順番を待っています',
    starts: '空きができると自動で始まります。',
    uploading: '送信中',
    listening: '聴いています',
    heard: (seconds) => `${clock(seconds)}まで聴きました`,
  },
  cancelled: { title: '中止', detail: 'この曲は最後まで聴かれていません。' },
  failure: {
    retry: 'もう一度',
    details: '詳しく',
    elsewhere: { server: 'このブラウザーで聴く', browser: 'サーバーで聴く' },
    title: (code) => FAILURE_TITLES[code],
    unreachable: {
      server: 'サーバーが答えないか、途中で止まりました。曲に問題はありません。',
      browser:
        '聴くために必要なものを取得できませんでした。一度オンラインにすると、その後はオフラインでも使えます。',
    },
  },
  player: {
    play: '再生',
    pause: '一時停止',
    position: '曲の中の位置',
    at: (seconds, duration) => `${spokenTime(duration)}中${spokenTime(seconds)}`,
    unplayable: 'このブラウザーではこの種類のファイルを再生できません。答えはそのまま有効です。',
    tooLong: '波形に描くには長すぎますが、再生はできます。',
    course: '曲の流れ',
    unheard: '薄い部分：聴いていません',
    wave: '波形',
    spectrogram: 'スペクトログラム',
    chroma: 'クロマ',
    drawing: '音を描いています',
    undrawable: 'このブラウザーでは音を描けませんでした。',
    hertz: (hertz) => (hertz < 1000 ? `${hertz} Hz` : `${number(hertz / 1000)} kHz`),
    pictured: {
      spectrogram: 'メルスペクトログラム：曲の流れに沿った各周波数の強さ',
      chroma: 'クロマ：曲の流れに沿った12の音それぞれの強さ',
    },
    view: '音の表示',
  },
  ranking: {
    title: '順位',
    song: '曲全体',
    moment: (seconds) => `${clock(seconds)}のところ`,
    scope: 'どの部分か',
    more: '10すべて',
    fewer: '上位5つ',
  },
  sound: {
    key: 'キー',
    keyName: (key) =>
      keyNamed(
        key,
        (tonic, sharp, minor) => `${sharp ? '嬰' : ''}${TONICS[tonic]}${minor ? '短調' : '長調'}`,
      ),
    mood: 'ムード',
    moods: { happy: '楽しい', tense: '張りつめた', sad: '悲しい', calm: '穏やか' },
    hardToSay: '言いにくい',
    feels: (valence, arousal) =>
      `${arousal > 0.5 ? '興奮' : 'くつろぎ'}、${valence > 0.5 ? '前向き' : '後ろ向き'}`,
    energy: 'エネルギー',
    ofTen: (share) => `10段階の${Math.round(10 * share)}`,
    voice: '声',
    sung: '歌あり',
    instrumental: 'インストゥルメンタル',
    voiceLikely: (share) => `声がある確率：${share}`,
    loudness: 'ラウドネス',
    lufs: (lufs) => `${lufs.toFixed(1)} LUFS`,
    words: '聴こえるもの',
    word: (word) => WORDS[word] ?? GENRES[word] ?? word,
    alsoHeard: (words) => `聴こえるもの：${words}。`,
  },
  facts: {
    title: 'この答えについて',
    warnings: {
      damaged: 'ファイルの一部が壊れていたため、除きました。',
      truncated: 'ファイルが途中で終わっています。',
      short: '音が少ないため、答えの根拠もわずかです。',
      'partly-silent': '曲の多くが無音だったため、除きました。',
      clipped: '録音が音割れしているため、答えが変わることがあります。',
      'metadata-mismatch': 'ファイルの情報と中身が一致していません。',
      'band-limited': 'ジャンルの手がかりにもなる高い音が含まれていません。',
      'low-bitrate': 'ビットレートがとても低く、ジャンルの手がかりの一部が失われています。',
      'channels-cancel': '左右のチャンネルが打ち消し合うため、大きい方を聴きました。',
    },
    duration: '長さ',
    heard: (seconds, passages) => `うち${clock(seconds)}を${passages}か所で聴きました`,
    whole: '全部聴く',
    tempo: 'テンポ',
    unknown: '不明',
    beats: (perMinute) => `毎分${Math.round(perMinute)}拍`,
    tempoElse: (others) => `または${others.map(Math.round).join('、')}`,
    model: 'モデル',
    engine: '聴いた場所',
    time: 'かかった時間',
    decode: 'デコード',
    resample: 'リサンプリング',
    features: '特徴量',
    infer: 'モデル',
    part: (name, ms) =>
      ms < 1000 ? `${name} ${Math.round(ms)}\u00a0ms` : `${name} ${(ms / 1000).toFixed(1)}\u00a0s`,
    download: 'JSONをダウンロード',
    share: 'リンクをコピー',
    shared: 'コピーしました',
    address: 'この答えのアドレス',
    picture: '画像として保存',
    table: 'CSVをダウンロード',
    again: { server: 'このブラウザーでも聴く', browser: 'サーバーでも聴く' },
  },
  announce: {
    added: (count) => `${songs(count)}を追加しました。`,
    listening: (name) => `${name}を聴いています。`,
    failed: (name, title) => `${name}：${title}。`,
    cancelled: (name) => `${name}：中止しました。`,
  },
  courseInWords: (parts) =>
    parts
      .map((p) => `${spokenTime(p.startSeconds)}から${spokenTime(p.endSeconds)}まで${genreName(p.genre)}`)
      .join('、'),
  missing: {
    title: 'この溝には何もありません',
    lead: 'このアドレスにページはありません。針がレーベルまで来てしまいました。トラックを選んでください。',
  },
  error: {
    title: 'このページを読み込めませんでした',
    lead: '接続が切れたか、その間にTonearmの新しい版が出たのかもしれません。どちらの場合も、読み込み直すと直ります。',
    reload: '読み込み直す',
  },
  footer: {
    promise: 'オープンソース（MIT）。追跡なし、アカウント不要。',
    label: '運用者とプログラム向け',
    api: 'APIドキュメント',
    health: '状態',
  },
};

const FAILURE_TITLES: Record<Parameters<Catalogue['main']['failure']['title']>[0], string> = {
  'unsupported-format': '曲として読めません',
  'broken-audio': 'ファイルが壊れています',
  'too-short': '判断するには短すぎます',
  silent: '何も聴こえません',
  'too-large': 'ファイルが大きすぎます',
  'too-long': '曲が長すぎます',
  'bad-request': 'サーバーに通じませんでした',
  'bad-model': 'モデルが合いません',
  'not-found': '見つかりません',
  'timed-out': '時間がかかりすぎました',
  busy: 'サーバーが混んでいます',
  'source-failed': '提供元が答えませんでした',
  cancelled: '中止',
  internal: '問題が起きました',
  unreachable: '応答がありません',
};

function howOften(probability: number): string {
  const hundreds = Math.round(100 * probability);
  if (hundreds >= 99) return '100回に99回';
  if (hundreds > 92) return `100回に${hundreds}回`;
  return `10回に${Math.max(1, Math.round(10 * probability))}回`;
}

export const errors: Catalogue['errors'] = {
  'unsupported-format': `名前はどうあれ、ここで読める形式の曲ではありません：${FORMATS_IN_WORDS}。音楽であれば、このどれかで保存してお試しください。`,
  'broken-audio':
    '曲として始まりますが、続きを読めません。ファイルをもう一度コピーかダウンロードして、お試しください。',
  'too-short': '音が3秒もありません。もっと長いものを選んでください。',
  silent: 'ほとんど音がありません。録音のしかたを確かめるか、別のファイルを選んでください。',
  'too-large': 'このサーバーが受け付ける大きさを超えています。代わりにこのブラウザーで聴けます。',
  'too-long': 'ここで聴ける長さを超えています。一部か、一晩ぶんではなく1時間ぶんをお使いください。',
  'bad-request':
    'このページの言うことがサーバーに通じませんでした。ページがサーバーより古いかもしれません。読み込み直してください。',
  'bad-model': 'このモデルはここでは使えません。別のものを選ぶか、サーバーの運用者にお尋ねください。',
  'not-found': 'もうありません。ページを読み込み直して、今あるものを見てください。',
  'timed-out': 'サーバーが許す時間を超えました。もう一度試すか、このブラウザーで聴いてください。',
  busy: '今はほかの曲を聴いています。少ししてからもう一度お試しください。',
  'source-failed': '曲のある場所から使える答えがありませんでした。あとで試すか、別の曲を選んでください。',
  cancelled: '終わる前に中止されました。いつでももう一度お試しください。',
  internal:
    'こちらで問題が起きました。ファイルのせいではありません。もう一度試して、続くようならお知らせください。',
  unknown: 'サーバーが受け付けませんでした。ページを読み込み直して、もう一度お試しください。',
};

export const player: Catalogue['player'] = {
  label: 'プレーヤー',
  play: '再生',
  pause: '一時停止',
  next: (title) => (title ? `次：${title}` : '次'),
  previous: '前',
  shuffle: 'シャッフル',
  repeat: { off: 'リピート：なし', all: 'リピート：すべて', one: 'リピート：この曲' },
  position: '曲の中の位置',
  at: (now, all) => `${all}中${now}`,
  failed: 'この曲はここでは再生できません。',
  stop: '停止してプレーヤーを閉じる',
  volume: '音量',
  mute: '消音',
  unmute: '消音を解除',
  queue: '次に再生する曲',
  queueTitle: '再生待ち',
  queueOf: songs,
  jump: (title, artist) => `${title}${artist ? `（${artist}）` : ''}を再生`,
  remove: (title) => `${title}を再生待ちから外す`,
  close: '再生待ちを閉じる',
  keys: [
    ['Space', '再生と一時停止'],
    ['Shift N', '次'],
    ['Shift P', '前'],
    ['Shift ←→', '10秒'],
    ['Shift M', '消音'],
  ],
};

export const corrections: Catalogue['corrections'] = {
  itIs: 'ジャンルを直す',
  title: (title) => `${title}は…`,
  titleOfMany: (count) => `この${songs(count)}は…`,
  change: (title, genre) => `${title}：${genre}。何であるかを教える。`,
  filter: 'ジャンル（自分だけのものも可）',
  genres: 'ジャンル',
  own: (name) => `「${name}」（自分のジャンル）`,
  none: 'どれでもない',
  forget: '教えたことを取り消す',
  close: '閉じる',
  you: 'あなたの答え',
  neighbours: (count) => `あなたが名づけた${songs(count)}に近い`,
  neighboursShort: (count) => `${songs(count)}に近い`,
  saying: '保存中',
  said: (what, genre) => `${what}：${genre}。`,
  saidNone: (what) => `${what}：どれでもない。`,
  forgotten: (what) => `${what}：聴こえたとおりに戻しました。`,
  many: songs,
  neighboursToo: (count) => `よく似た${songs(count)}も変わります。`,
  inLibrary: 'ライブラリが覚えました。',
  inBrowser: 'このブラウザーに保存しました。',
  undo: '元に戻す',
  undone: '取り消しました。',
  dismiss: '閉じる',
};

export const search: Catalogue['search'] = {
  page: (title) =>
    `${title}のリンクの先は音声ファイルではなくページです。曲名で検索するか、ファイルそのものを選んでください。`,
  label: '名前かアドレスで曲を探す',
  placeholder: '曲名を入力するか、アドレスを貼り付け',
  clear: '消す',
  found: '見つかった曲',
  searching: '検索中',
  count: (count) => `${songs(count)}見つかりました。`,
  nothing: '何も見つかりません。言葉を減らすか、アーティスト名でお試しください。',
  noneAnswered: 'どの提供元も答えなかったので、何も検索されていません。',
  refused: 'このアドレスは取得しません。曲はhttpかhttpsで始まる公開アドレスから取得します。',
  unreachable: 'サーバーが答えませんでした。検索にはサーバーとインターネットが必要です。',
  offline:
    'オフラインです。検索にはインターネットが必要です。戻ると自動で続きます。その間も、この端末にある曲は聴けます。',
  address: 'このアドレスの曲',
  preview: (name) => `${name}を再生`,
  stop: (name) => `${name}を停止`,
  tracks: 'トラック',
  tracksOf: (name) => `${name}のトラック`,
  analyze: '解析する',
  analyzeNamed: (name) => `${name}を解析する`,
  fetching: '取得中',
  extent: { preview: '30秒の試聴', full: '全曲' },
  unplayable: 'このブラウザーでは再生できませんが、解析はできます。',
  sources: '検索する場所',
  on: 'オン',
  off: 'オフ',
  terms: '利用規約',
  privacy: '入力した言葉は、このサーバーからオンの提供元に送られます。',
  heardPreview: '聴いたもの：30秒の試聴。',
  from: (source) => `${source}で開く`,
};

export const history: Catalogue['history'] = {
  title: '前に聴いた曲',
  kept: (count, days) =>
    `このブラウザーだけに保存：最近の${songs(count)}、${days}日間。答えだけで、音は保存しません。`,
  clear: 'すべて忘れる',
  forget: (name) => `${name}を忘れる`,
  forgotten: (count) => `${songs(count)}を忘れました。`,
  undo: '元に戻す',
  more: (count) => `あと${songs(count)}を表示`,
  when: (at) => dateText(at, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  shared: '曲のない答えです。すべてアドレスの中にあり、何もアップロードされていません。',
  heardBy: (model) => `聴いたモデル：${model}`,
  said: '聴いた人の答え',
  saveSaid: '教えたことを保存',
  own: '自分の曲を聴く',
  copy: 'アドレスをコピー',
  broken: 'このアドレスに答えはありません',
  brokenLead: '途中で切れてしまったのかもしれません。もう一度もらうか、自分の曲を聴いてください。',
};

export const microphone: Catalogue['microphone'] = {
  title: { asking: '聴いてもいいですか？', recording: '一緒に聴いています' },
  asking: 'このページがマイクを使ってよいか、ブラウザーが尋ねています。許可するまで何も録音されません。',
  hint: {
    browser: '音楽に近づけてください。聴こえたものはこの端末に残ります。',
    server: '音楽に近づけてください。聴こえたものはこのサーバーで聴かれ、削除されます。',
  },
  soFar: 'ここまで：',
  firstAnswer: '最初の答えは数秒後に出ます。',
  silent: '音が入ってきません。マイクが消音か、音楽がとても小さいのでは？',
  left: '秒残り',
  level: 'マイクのレベル',
  finish: 'ジャンルを答える',
  finishFrom: (seconds) => `あと${number(seconds)}秒`,
  cancel: '中止',
  close: '閉じる',
  again: 'もう一度',
  started: '録音中です。10秒で足ります。最長30秒です。',
  enough: 'もう十分です。いつでも終えられます。',
  error: {
    denied: {
      title: 'マイクがブロックされています',
      detail:
        'このページはマイクの使用を許可されませんでした。アドレスの横かブラウザーの設定で許可して、もう一度お試しください。',
    },
    missing: {
      title: 'マイクが見つかりません',
      detail: 'つなぐか、電源を入れて、もう一度お試しください。ファイルの曲ならマイクは要りません。',
    },
    insecure: {
      title: 'この接続では使えません',
      detail:
        'ブラウザーは、httpsのページかこの機械自身のページにだけマイクを貸します。サーバーの運用者にhttpsのアドレスをお尋ねください。',
    },
    broken: {
      title: 'マイクが始まりませんでした',
      detail: 'ほかのプログラムが使っているのかもしれません。それを閉じて、もう一度お試しください。',
    },
  },
};
