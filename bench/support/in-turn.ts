/** Runs the benches named in `TONEARM_BENCHES` one after the other in this process, which loads what they share once. */
for (const name of process.env.TONEARM_BENCHES!.split(' ')) {
  console.log(`\n== ${name}`);
  await import(`../${name}.ts`);
}
