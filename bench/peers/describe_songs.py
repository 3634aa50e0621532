"""What librosa and Essentia say of the clips named on stdin, a path a line: prints one JSON object a line."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")
try:
    import librosa
except ImportError:
    librosa = None
try:
    import essentia
    import essentia.standard as es

    essentia.log.infoActive = essentia.log.warningActive = False
except ImportError:
    es = None


def by_librosa(path):
    samples, rate = librosa.load(path, sr=22050)
    tempo, beats = librosa.beat.beat_track(y=samples, sr=rate, units="time")
    return {"tempo": float(tempo[0] if hasattr(tempo, "__len__") else tempo), "beats": beats.tolist()}


def by_essentia(path):
    samples = es.MonoLoader(filename=path, sampleRate=44100)()
    tonic, mode, _ = es.KeyExtractor()(samples)
    tempo, beats, _, _, _ = es.RhythmExtractor2013(method="multifeature")(samples)
    return {"tempo": float(tempo), "beats": beats.tolist(), "key": f"{tonic} {mode}"}


for line in sys.stdin:
    path = line.strip()
    answers = {}
    if librosa:
        answers["librosa"] = by_librosa(path)
    if es:
        answers["essentia"] = by_essentia(path)
    print(json.dumps(answers), flush=True)
