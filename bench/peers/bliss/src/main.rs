//! Analyses whole songs with bliss-rs: `bliss-peer THREADS FILE...` prints songs, wall and processor seconds as JSON.
use bliss_audio::decoder::{Decoder, DefaultDecoder};
use bliss_audio::AnalysisOptions;
use std::num::NonZeroUsize;
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let threads: usize = args.next().expect("threads").parse().expect("a number");
    let options = AnalysisOptions {
        number_cores: NonZeroUsize::new(threads).expect("at least one thread"),
        ..Default::default()
    };
    let started = Instant::now();
    let songs = DefaultDecoder::analyze_paths_with_options(args, options)
        .filter(|(_, song)| song.is_ok())
        .count();
    println!(
        "{{\"songs\": {}, \"wallSeconds\": {:.3}, \"processorSeconds\": {:.3}}}",
        songs,
        started.elapsed().as_secs_f64(),
        processor_seconds()
    );
}

fn processor_seconds() -> f64 {
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut usage) };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
