"""Times librosa on the raw float32 samples in the file named first; prints one JSON object. Used by features.ts."""

import json
import sys
import time

import librosa
import numpy as np

RATE = 22050


def best(work, runs=5):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


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
mel = lambda: librosa.feature.melspectrogram(y=samples, sr=RATE)
print(
    json.dumps(
        {
            "version": librosa.__version__,
            "STFT": best(lambda: np.abs(librosa.stft(samples))),
            "STFT + mel + MFCC": best(lambda: librosa.feature.mfcc(y=samples, sr=RATE)),
            "chroma": best(lambda: librosa.feature.chroma_stft(y=samples, sr=RATE)),
            "HPSS": best(lambda: librosa.effects.hpss(samples)),
            "constant-Q chroma": best(lambda: librosa.feature.chroma_cqt(y=samples, sr=RATE)),
            "librosa-57": best(lambda: row(samples), 3),
        }
    )
)
