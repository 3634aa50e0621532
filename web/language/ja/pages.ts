/** Japanese of the pages about Tonearm, its models and its server. */
import type { Catalogue } from '../catalogue.ts';
import { number } from '../language.ts';

const songs = (count: number) => `${number(count)}曲`;

export const about: Catalogue['about'] = {
  title: '耳を傾け、「確かではない」とも言います',
  lead: 'Tonearmは曲を聴いてジャンルを答えます。添える確かさは本気です。80%とした答え100個のうち、80個ほどが当たります。',
  parts: [
    {
      title: 'あなたの曲はどうなるか',
      text: 'サーバーでは、曲は送られ、聴かれ、あなたが答えを読む前に削除されます。何も残りません。このブラウザーでは、曲は端末の外に出ません。どちらでも、同じコードが同じモデルで聴きます。',
      textAlone: 'このブラウザーで聴きます。曲は端末の外に出ません。',
    },
    {
      title: '10のジャンルで言えること、言えないこと',
      text: 'ブルース、クラシック、カントリー、ディスコ、ヒップホップ、ジャズ、メタル、ポップ、レゲエ、ロック。この分野で最もよく知られた曲集の10です。多くの音楽はそのどれでもないか、同時に二つです。そのとき正直な答えは「どれでもない」か順位で、そのとおりにお答えします。',
    },
    {
      title: '使ってはならないこと',
      text: 'アーティストの報酬、分類、可否を決めること。学んだのは千ほどの断片で、ほとんどが西洋の、2000年より前のものです。初めて聴くアーティストで当たるのは、10回に8回ほどです。',
    },
    {
      title: '誰の耳か',
      text: '土台は、Jordi PonsのMSD_musicnnとMSD_vgg（ISCライセンス）です。約200,000曲に聴き手がつけたタグを学んだ、二つのネットワークです。あなたの曲を、ジャンルのわかっている曲と比べる部分は、ここで学びました。',
    },
    {
      title: 'ひとつの答えへの四つの入口',
      text: 'このページ、コマンドライン、HTTPインターフェース、TypeScriptライブラリは、最初の1バイトから最後の1桁まで同じコードです。',
    },
  ],
  commands: {
    title: 'ページなしで',
    list: ['npx tonearm classify song.mp3', 'npx tonearm classify ~/Music --json', 'npx tonearm serve'],
  },
  links: {
    how: 'しくみ',
    models: 'モデルの実力',
    api: 'APIドキュメント',
    health: 'このサーバーの状態',
    notices: '使用しているもののライセンス',
  },
};

export const models: Catalogue['models'] = {
  told: {
    'Two pretrained networks and columns of timbre, rhythm and texture, compared with songs of known genre.':
      '学習済みの二つのネットワークと、音色、リズム、質感の数値を、ジャンルのわかっている曲と比べます。',
    'The nearest songs by mean and covariance of MFCC vote, the nearer the more.':
      'MFCCの平均と共分散が近い曲が投票し、近いほど重みが増します。',
  },
  title: 'モデルの実力',
  lead: 'どの数字にも、何を、何曲で、どう分けて測ったかを添えています。学んだアーティストの曲では決して試しません。アーティストを知っていれば、答えるのは簡単だからです。',
  loading: 'サーバーにモデルを問い合わせています',
  unreachable: 'サーバーが答えませんでした。モデルの一覧はサーバーにあります。',
  none: 'このサーバーにはモデルがありません。「tonearm train」で作り、モデルのフォルダーに置いてください。',
  retry: 'もう一度',
  isDefault: 'いつものモデル',
  own: {
    badge: 'あなたのライブラリから',
    title: '自分のモデル',
    lead: '曲が何であるかを教えるか、タグに語らせると、あなたのジャンルを知るモデルができます。使う前に、初めてのアーティストでどれほど当たるかを見られます。',
    train: 'ライブラリから学ぶ',
    listen: '「聴く」で使う',
    listens: '「聴く」で使用中',
    back: 'いつものモデルに戻す',
    library: 'ライブラリで使う',
  },
  headline: '正解率',
  headlineOf: (n, data) => `${songs(n)}。${data}`,
  within: '誤差およそ',
  facts: {
    trainedOn: '学んだもの',
    hears: '聴き方',
    oneByOne: (seconds) => `${number(seconds)}秒ずつ、順番に`,
    windows: (seconds, hop) => `${number(seconds)}秒ずつ、${number(hop)}秒ごとに新しい断片`,
    unsure: '「確かではない」',
    confidence: (share) => `ひとつのジャンルへの確かさが${share}未満のとき`,
    agreement: (share) => `確率がひとつのジャンルに一致する度合いが${share}未満のとき`,
    overall: (share) =>
      `ひとつのジャンルへの確かさが${share}未満のとき。どのジャンルでもない可能性があれば、確かさは下がります`,
    size: 'サイズ',
    license: 'ライセンス',
  },
  figures: 'すべての数字',
  figuresOf: (name) => `${name}のすべての数字`,
  columns: { measure: '尺度', value: '値', n: '曲数', protocol: '測り方', data: '対象' },
  measures: {
    accuracy: '正解',
    'top-3 accuracy': '上位三つに正解',
    macroF1: 'F1（ジャンルの平均）',
    macroRecall: '再現率（ジャンルの平均）',
    ece: '確かさのずれ',
    claimed: 'ジャンルを答えた割合',
    claimsRight: '答えたときの正解',
    unsure: '知らないジャンルの曲に「確かではない」',
    outsideRecall: '知らないジャンルの音楽に気づく',
    outsidePrecision: '「どれでもない」の正解',
    outsideAuroc: '知るジャンルか否かを、「どれでもない」の確率で見分ける（AUROC）',
    auroc: '知るジャンルか否かを、確かさで見分ける（AUROC）',
  },
  spreads: { deviation: '±は繰り返しや部分の間の開きです。', error: '±は標準誤差です。' },
  splits: { artist: 'アーティスト別', random: '無作為' },
  protocols: {
    artist: (folds) =>
      `${number(folds)}つに分け、各アーティストはそのひとつだけに入れました。どの部分も、残りから学んだモデルで試しました。`,
    random: (folds) =>
      `無作為に${number(folds)}つに分けました。同じアーティストから学び、同じアーティストで試すので、数字は甘くなります。`,
    settled: 'いつ「確かではない」と言うかは、試す部分を使わずに決めました。',
    artistsKnown: (known, all) =>
      `アーティストがわかるのは${number(all)}曲のうち${number(known)}曲です。残りの曲には同じアーティストがいるかもしれません。`,
  },
  download: 'モデルファイル（ONNX）',
  confusion: {
    title: '何を何と間違えるか',
    caption: (n) => `行：${songs(n)}の実際。列：モデルの答え。`,
    most: (pairs) => (pairs.length > 0 ? `最も多い間違い：${pairs.join('、')}。` : ''),
    pair: (actual, called, share) => `${actual}の${share}を${called}と答えた`,
    cell: (share, actual, called) => `${actual}の${share}を${called}と答えました`,
    actual: '実際',
    called: '答え',
  },
  reliability: {
    title: '確かさは信じられるか',
    caption:
      '点はそれぞれ、答えの十分の一です。線の上なら、70%とした答えは10回に7回当たります。線より上ではモデルが控えめすぎ、下では強気すぎます。',
    x: 'モデルの確かさ',
    y: '当たった割合',
    point: (said, right, n) => `${said}とした${number(n)}個のうち${right}が正解`,
  },
  compare: {
    title: 'ほかの数字が高い理由',
    lead: '同じ種類のモデルを同じ曲集で測っても、試す曲の選び方で数字は大きく変わります。発表されている数字は、同じアーティストが両側にいる分け方によるもので、同じ曲の断片が両側にあることもあります。',
    table: '発表された数字とここでの数字',
    system: '方式',
    published: '発表',
    random: '無作為に分けて',
    here: 'アーティスト別に分けて',
    why: '差の理由',
    rows: [
      {
        system: 'MFCCで最も近い曲',
        published: '68〜71%',
        random: '70.8%',
        here: '48.0%',
        why: '無作為に分けています。試す曲のほとんどで、同じアーティストが学んだ曲の中にいます。',
      },
      {
        system: '全結合ネットワーク、57の特徴',
        published: '70〜72.5%',
        random: '70.2〜72.3%',
        here: '46.4〜46.6%',
        why: '無作為に分けています。よく知られた表の「length」の列は断片の出どころを教えてしまうので、ここでは除きました。',
      },
      {
        system: '全結合ネットワーク、498の特徴',
        published: '68.5%',
        random: '76.6%*',
        here: '56.8%*',
        why: '無作為に分けています。手元の断片の五分の四が四つのジャンルなので、ここではより簡単です。',
      },
      {
        system: 'MFCC系列のLSTM',
        published: '74%',
        random: '68.9%*',
        here: '52.7%*',
        why: '多くの場合、曲を切ってから分けるので、ひとつの曲の断片が両側にあります。',
      },
      {
        system: 'MFCCのCNN',
        published: '88%',
        random: '76.6%*',
        here: '55.9%*',
        why: '上と同じです。またこの大きさのネットワークは、録音の音をよく覚えます。',
      },
      {
        system: 'メルスペクトログラムのCNN',
        published: '75%',
        random: '79.6%*',
        here: '65.7%*',
        why: '無作為に分けています。試す断片は3秒です。',
      },
    ],
    note: 'ここでの数字は、知られた誤りを除いたGTZANの640断片を五つに分けて測りました。* これらの方式では338断片しか聴けず、その五分の四がブルース、クラシック、カントリー、メタルなので、ほかの行とは比べられません。Tonearmのいつものモデルの土台となる訓練済みの耳は、GTZANの曲の一部を、聴き手のタグとともに聴いている可能性があります。「アーティスト別」が厳密に当てはまるのは、ここで学んだ部分だけです。ネットワークは3秒の断片をひとつおきに使い、最大20エポック学びました。',
    ours: 'Tonearmのいつものモデル',
    oursWhy: (n) =>
      `${number(n)}断片で測りました。上の行と同じ断片ではありません。無作為に分けた数字は、ほかと比べるために置いています。あなたの曲については何も語りません。アーティスト別の数字を目安にしてください。`,
    noClaim: 'なし',
  },
  unavailable: 'このサーバーで使えなかったファイル',
};

export const health: Catalogue['health'] = {
  asking: 'サーバーに問い合わせています',
  title: {
    ok: 'すべて順調です',
    degraded: '聴くためのモデルがありません',
    away: 'サーバーが答えません',
    locked: 'サーバーはロックされています',
  },
  lead: {
    ok: (version, span) => `Tonearm ${version}の稼働時間：${span}。`,
    degraded: (version, span) =>
      `Tonearm ${version}の稼働時間：${span}。使えるモデルがありません。理由はログにあります。`,
    locked: '起動時に表示されたアクセストークンが必要です。このページを読み込み直して、入力してください。',
    away: '停止したか、接続が切れたのかもしれません。数秒ごとに問い合わせています。その間は、このブラウザーで聴けます。',
  },
  days: (count) => `${number(count)}日`,
  listeners: {
    title: '聴き手',
    resting: () => '休んでいます。',
    busy: (busy, total) => `${number(total)}のうち${number(busy)}が曲を聴いています。`,
  },
  queue: {
    title: '待ち',
    none: '誰も待っていません。',
    room: (count) => `あと${songs(count)}受け付けられます。`,
    full: '満員です。今来た方には、あとでお越しいただきます。',
  },
  models: {
    title: 'モデル',
    byDefault: (name) => `指定がなければ${name}が答えます。`,
    none: 'ここでは曲を聴けません。',
    unusable: (count) => `${number(count)}件のファイルは使えませんでした。`,
    open: '見る',
  },
  library: {
    title: 'ライブラリ',
    none: 'なし',
    noneNote: '音楽フォルダーなしで起動しました。',
    songs: () => '曲',
    scanning: 'ほかの曲を探しています。',
    rest: 'スキャンはしていません。',
    open: '開く',
  },
  memory: {
    title: 'メモリー',
    note: 'サーバー本体のみ（聴き手を除く）。',
    megabytes: (bytes) => number(Math.round(bytes / 1e6)),
    unit: 'MB',
  },
  browser: {
    title: 'このブラウザー',
    ready: '準備完了',
    readyNote: '聴くために必要なものがここにあり、オフラインでも聴けます。',
    online: '接続中',
    onlineNote: '聴くために必要なもの（約10 MB）は、最初に使うときに取得します。',
    offline: '未接続',
    offlineNote: '聴くために必要なものを、まだ取得していません。',
  },
  asJson: 'プログラム向けの同じ情報',
  api: 'APIドキュメント',
};
