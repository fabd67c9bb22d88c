package bitline.report;

import bitline.base.Units;
import bitline.chip.Adc;
import bitline.chip.AdcErrors;
import bitline.chip.Dac;
import bitline.chip.DacErrors;
import bitline.chip.Macro;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chip's file says of the errors of its converters, in words.
final class ConverterErrors {
  private ConverterErrors() {}

  /// Adds a line for converters and one for row drivers, where they have errors.
  static void add(Macro macro, List<String> lines) {
    Dac dac = macro.dac();
    DacErrors drivers = dac.errors();
    if (drivers != null) {
      List<String> said = new ArrayList<>();
      add(said, "level σ", drivers.level(), " steps");
      percent(said, "non-linearity", drivers.nonLinearity());
      percent(said, "step σ", drivers.stepMismatch());
      add(said, "jitter σ", drivers.jitter(), " steps");
      lines.add("drivers    " + all(said));
    }
    Adc adc = macro.adc();
    AdcErrors errors = adc == null ? null : adc.errors();
    if (errors != null) {
      List<String> said = new ArrayList<>();
      percent(said, "unit capacitor σ", errors.capacitorMismatch());
      add(said, "loop gain", errors.loopGain(), "");
      add(said, "comparator offset σ", errors.comparatorOffset(), " LSB");
      percent(said, "step σ", errors.stepMismatch());
      Integer sharing = errors.convertersPerRamp();
      add(said, "converters on one ramp", sharing == null ? null : sharing.doubleValue(), "");
      percent(said, "curvature", errors.curvature());
      percent(said, "curvature σ", errors.curvatureSpread());
      add(said, "offset σ", given(errors.offset()), " LSB");
      percent(said, "gain σ", given(errors.gain()));
      add(said, "noise σ", given(errors.noise()), " LSB");
      lines.add(
          "converters "
              + all(said)
              + switch (errors.corrected()) {
                case NONE -> "";
                case OFFSET -> "; offset corrected";
                case GAIN -> "; gain corrected";
                case BOTH -> "; gain and offset corrected";
              });
    }
  }

  private static String all(List<String> said) {
    return said.isEmpty() ? "no errors" : String.join(", ", said);
  }

  private static @Nullable Double given(double value) {
    return value == 0 ? null : value;
  }

  private static void percent(List<String> to, String what, @Nullable Double share) {
    add(to, what, share == null ? null : 100 * share, " %");
  }

  private static void add(List<String> to, String what, @Nullable Double value, String unit) {
    if (value != null) {
      to.add(what + " " + Units.format(value, "1") + unit);
    }
  }
}
