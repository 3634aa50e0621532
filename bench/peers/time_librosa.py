"""Times librosa on the raw float32 samples in the file named first: a name a line in, milliseconds of processor out."""

import sys
import time

import librosa
import numpy as np

RATE = 22050


def row(y):
    harmonic, percussive = librosa.effects.hpss(y)
    parts = [
        librosa.feature.chroma_stft(y=y, sr=RATE),
        librosa.feature.rms(y=y),
        librosa.feature.spectral_centroid(y=y, sr=RATE),
        librosa.feature.spectral_bandwidth(y=y, sr=RATE),
        librosa.feature.spectral_rolloff(y=y, sr=RATE),
        librosa.feature.zero_crossing_rate(y),
        harmonic,
        percussive,
        librosa.feature.mfcc(y=y, sr=RATE),
    ]
    librosa.beat.beat_track(y=y, sr=RATE)
    return [(part.mean(), part.var()) for part in parts]


samples = np.fromfile(sys.argv[1], dtype=np.float32)
WORK = {
    "STFT": lambda: np.abs(librosa.stft(samples)),
    "STFT + mel + MFCC": lambda: librosa.feature.mfcc(y=samples, sr=RATE),
    "chroma": lambda: librosa.feature.chroma_stft(y=samples, sr=RATE),
    "HPSS": lambda: librosa.effects.hpss(samples),
    "constant-Q chroma": lambda: librosa.feature.chroma_cqt(y=samples, sr=RATE),
    "librosa-57": lambda: row(samples),
}

print(f"librosa {librosa.__version__}", flush=True)
for line in sys.stdin:
    started = time.process_time()
    WORK[line.strip()]()
    print((time.process_time() - started) * 1000, flush=True)
