package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.chip.Chip;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.sim.manufacture.ChipFiles;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import bitline.tensor.simd.Widths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chips on which everything errs give the same bits at every lane width as in plain code.
class EffectLanesTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  @TempDir Path folder;

  @Test
  void lanesGiveTheBitsOfTheReference() throws IOException {
    List<Chip> chips = List.of(pulses(), levels(), bits());
    for (Chip chip : chips) {
      assertThat(Effect.of(chip)).contains(Effect.THERMAL, Effect.DRIVERS);
    }
    Map<Integer, Kernels> widths = Widths.all(1);
    int[] different = new int[chips.size()];
    Cases.forAll(
        60,
        random -> {
          int which = random.nextInt(chips.size());
          Chip chip = chips.get(which);
          var drawn = RandomLayers.draw(random, true);
          ArrayLayer layer = drawn.layer();
          int widest = chip.cell().bits();
          int driven = chip.macro().dac().bits();
          if (layer.coding().weightDigits().stream().anyMatch(digit -> digit.bits() > widest)
              || layer.coding().inputDigits().stream().anyMatch(digit -> digit.bits() > driven)) {
            return;
          }
          Set<Effect> all = EnumSet.allOf(Effect.class);
          Conditions made = Conditions.IDEAL.with(all).ofChip(random.nextLong()).at(350.0);
          Tensor expected = run(layer, chip, SCALAR, made, drawn);
          for (Kernels kernels : widths.values()) {
            assertThat(ints(run(layer, chip, kernels, made, drawn)))
                .as(kernels.reason())
                .isEqualTo(ints(expected));
          }
          all.remove(Effect.DRIVERS);
          all.remove(Effect.THERMAL);
          Tensor fewer = run(layer, chip, SCALAR, made.with(all), drawn);
          different[which] += java.util.Arrays.equals(ints(fewer), ints(expected)) ? 0 : 1;
        });
    if (Long.getLong("cases.seed") == null) {
      for (int count : different) {
        assertThat(count).as("cases in which drivers and heat changed a sum").isGreaterThan(2);
      }
    }
  }

  /// Telegraph noise, pairs of rows, pulses that are counted.
  private Chip pulses() throws IOException {
    ChipFiles.cell(
        folder, "rram_1t1r_milo", "write:", "read: {voltage: 50 mV, assumed: a test}\nwrite:");
    return ChipFiles.chip(
        folder,
        "wan_nature_2022",
        "cell: rram_1t1r_neurram",
        "cell: rram_1t1r_milo",
        "type: pulse_count\n",
        "type: pulse_count\n      errors: {stepMismatch: 3 %, jitter: 0.2}\n");
  }

  private Chip levels() throws IOException {
    ChipFiles.cell(
        folder, "pcm_8t4r_hermes", "write:", "read: {voltage: 20 mV, assumed: a test}\nwrite:");
    return ChipFiles.chip(
        folder,
        "hermes64_natel_2023",
        "type: pulse_width}",
        "type: level, errors: {level: 0.4, nonLinearity: 2 %, assumed: a test}}");
  }

  /// Charge, one bit a step.
  private Chip bits() throws IOException {
    return ChipFiles.chip(
        folder,
        "generic_analog",
        "type: bit_serial}",
        "type: bit_serial, errors: {level: 0.1, assumed: a test}}");
  }

  private static Tensor run(
      ArrayLayer layer,
      Chip chip,
      Kernels kernels,
      Conditions conditions,
      RandomLayers.Case drawn) {
    Manufacture manufacture = Manufacture.of(chip, conditions, kernels);
    return LayerRun.manufactured(layer, kernels, Objects.requireNonNull(manufacture))
        .run(drawn.x(), drawn.zero(), 0, new Activity());
  }

  private static int[] ints(Tensor tensor) {
    return ((Tensor.Ints) tensor).data();
  }
}
