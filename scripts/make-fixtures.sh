#!/bin/sh
# Makes test/fixtures/audio: the reference signal of test/support/signal.ts, which is ours, in every format that is
# decoded and in the variants that decoders trip over. The results are committed; run this only to change them.
# Needs sox, lame, flac, opus-tools and ffmpeg.
set -eu
cd "$(dirname "$0")/.."
out=test/fixtures/audio
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

npx tsx test/support/write-signal.ts "$work/song.wav" 2 int16
npx tsx test/support/write-signal.ts "$work/second.wav" 0.5 int24
sox "$work/song.wav" "$work/short.wav" trim 0 0.3
sox "$work/song.wav" -c 1 -r 22050 "$work/small.wav"
sox -n -r 64 -c 1 -b 8 -t raw "$work/noise.raw" synth 400 whitenoise
ffmpeg -v error -y -f rawvideo -pix_fmt rgb24 -s 92x92 -i "$work/noise.raw" -frames:v 1 "$work/cover.png"

encode() { ffmpeg -v error -y -fflags +bitexact -i "$work/song.wav" -map_metadata -1 -flags +bitexact "$@"; }

lame --quiet -b 128 "$work/song.wav" "$out/constant.mp3"
lame --quiet -V 4 "$work/song.wav" "$out/variable.mp3"
lame --quiet -V 6 --tt Reference --ta Tonearm --ti "$work/cover.png" --add-id3v2 "$work/song.wav" "$out/tagged.mp3"
lame --quiet -b 56 -m m "$work/small.wav" "$out/mono-22050.mp3"
encode -c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0 "$out/bare.mp3"
encode -c:a mp2 -b:a 192k "$out/layer-2.mp2"

flac --silent -f -8 -o "$out/16-bit.flac" "$work/song.wav"
flac --silent -f -8 -o "$out/24-bit.flac" "$work/second.wav"
flac --silent -f -8 --ogg -o "$out/flac.oga" "$work/song.wav"

encode -c:a libvorbis -q:a 4 "$out/vorbis.ogg"
opusenc --quiet --bitrate 96 "$work/song.wav" "$out/opus.opus"
opusenc --quiet --bitrate 24 "$work/song.wav" "$out/few-bits.opus"
opusenc --quiet --downmix-mono --hard-cbr --bitrate 32 "$work/song.wav" "$out/few-bits-mono.opus"

encode -c:a aac -b:a 128k "$out/index-last.m4a"
encode -c:a aac -b:a 128k -movflags +faststart "$out/index-first.m4a"
encode -c:a aac -b:a 128k -movflags +frag_keyframe+empty_moov+default_base_moof "$out/fragmented.m4a"
encode -c:a aac -b:a 128k "$out/adts.aac"
encode -c:a libopus -b:a 96k "$out/opus.mp4"
encode -c:a libopus -b:a 96k "$out/opus.webm"
encode -c:a libvorbis -q:a 4 "$out/vorbis.webm"

brief() { encode -t 0.3 "$@"; }
encode -t 1 -c:a alac -movflags +faststart "$out/alac.m4a"
ffmpeg -v error -y -fflags +bitexact -i "$work/second.wav" -t 0.3 -map_metadata -1 -flags +bitexact -c:a alac -movflags +faststart "$out/alac-24-bit.m4a"
brief -c:a adpcm_ms "$out/adpcm-ms.wav"
brief -c:a adpcm_ima_wav "$out/adpcm-ima.wav"
encode -t 1 -c:a libmp3lame -b:a 96k -write_xing 0 -f wav "$out/mp3.wav"
encode -t 1 -c:a libmp3lame -b:a 96k -movflags +faststart "$out/mp3.mp4"
encode -t 1 -c:a aac -b:a 96k "$out/aac.mka"

# Long enough to be given a genre.
npx tsx test/support/write-signal.ts "$work/long.wav" 5 int16
sox "$work/long.wav" -c 1 -r 22050 "$work/tune.wav"
tune() { ffmpeg -v error -y -fflags +bitexact -i "$work/tune.wav" -map_metadata -1 -flags +bitexact "$@"; }
lame --quiet -b 64 -m m "$work/tune.wav" "$out/tune.mp3"
flac --silent -f -8 -o "$out/tune.flac" "$work/tune.wav"
tune -c:a libvorbis -q:a 2 "$out/tune.ogg"
opusenc --quiet --bitrate 48 "$work/tune.wav" "$out/tune.opus"
tune -c:a aac -b:a 64k -movflags +faststart "$out/tune.m4a"
tune -c:a aac -b:a 64k "$out/tune.aac"
tune -c:a libopus -b:a 48k "$out/tune.webm"

sox "$work/short.wav" "$out/16-bit.aiff" trim 0 0.3
ffmpeg -v error -y -i "$work/short.wav" -c:a pcm_s16le -flags +bitexact -f aiff "$out/sowt.aifc"
sox "$work/short.wav" "$out/16-bit.au"
sox "$work/short.wav" -e mu-law "$out/mu-law.au"
sox "$work/short.wav" -e a-law "$out/a-law.wav"
ls -l "$out"
