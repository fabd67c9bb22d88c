package bitline.cli;

import bitline.base.Progress;
import bitline.chip.Adc;
import bitline.evaluate.FewestBits;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.report.BitsFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The search for the fewest ADC bits of each layer, from a prepared job.
record BitSearch(MainJob.Prepared prepared, double floor, Progress progress) {
  private static final int NOISE_INPUTS = 4;

  BitsFound run() {
    MainJob job = prepared.job();
    Adc adc = Objects.requireNonNull(job.chip().adc(), "a chip with converters");
    int own = job.adcBits() == 0 ? adc.bits() : job.adcBits();
    List<Program> byBits = new ArrayList<>();
    for (int bits = 1; bits < own; bits++) {
      byBits.add(prepared.atBits(bits));
    }
    byBits.add(prepared.program());
    FewestBits.Found found =
        new FewestBits(
                prepared.reference(),
                byBits,
                job.conditions(),
                prepared.chipRuns(progress),
                prepared.chipRuns(progress).first(NOISE_INPUTS))
            .search(floor);
    List<BitsFound.LayerBits> layers = new ArrayList<>();
    for (int i = 0; i < found.bits().size(); i++) {
      ArrayLayer layer = prepared.program().layers().get(i);
      layers.add(new BitsFound.LayerBits(layer.node(), found.bits().get(i), layer.conversions()));
    }
    return new BitsFound(
        found.score().metric(),
        floor,
        found.score().value(),
        found.start().value(),
        own,
        layers,
        found.tried());
  }
}
