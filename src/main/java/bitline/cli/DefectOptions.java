package bitline.cli;

import bitline.base.Units;
import bitline.chip.Chip;
import bitline.money.spare.DefectModel;
import bitline.money.spare.Floorplan;
import bitline.money.spare.Lot;
import bitline.sim.fault.Defects;
import bitline.sim.fault.FaultSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says how many defects of manufacture a chip has, the same as those that its
/// price is computed from; mixed in with `@Mixin`.
final class DefectOptions {
  @Option(
      names = "--defects",
      paramLabel = "DENSITY",
      description =
          "Cells broken in manufacture, by the density of defects: 0.1/cm2. The chip's number says where; beside what else is stuck.")
  private @Nullable String defects;

  /// As it stands on the command line; null where it does not.
  @Nullable String asked() {
    return defects == null ? null : "--defects " + defects;
  }

  /// Defects per square metre; a [Problem] where none were asked for or the text is no density.
  private double density() {
    if (defects == null) {
      throw new IllegalStateException("no defects were asked for");
    }
    return DefectModel.density("--defects", defects);
  }

  /// What else is stuck, and the defects that were asked for, if any.
  FaultSource on(FaultSource others, Chip chip) {
    if (defects == null) {
      return others;
    }
    FaultSource beside = others.faulty(chip) ? others : new FaultSource.Fine();
    Defects drawn = Floorplan.of(chip).defects(density(), DefectModel.of(chip));
    return new FaultSource.Defective(drawn, beside);
  }

  /// What became of a chip in manufacture, in a sentence.
  String fate(Chip chip, long number) {
    double density = density();
    Lot.Made made = Lot.one(chip, number, density, DefectModel.of(chip));
    return "Chip "
        + number
        + " has "
        + Units.format(made.factor(), "1", 3)
        + " times the mean density of "
        + Units.format(density, "1/m2", 3)
        + ": "
        + counted(made.defects(), "defect")
        + " in "
        + counted(made.hit(), "weight set")
        + " of its arrays"
        + (made.hit() == 0
            ? ""
            : made.broken() == 0
                ? ", which spare lines make whole"
                : ", of which " + made.broken() + " cannot be made whole")
        + "; "
        + switch (made.outcome()) {
          case BARE -> "all of it works.";
          case REPAIRED -> "it is sold as repaired.";
          case TOLERATED, ARRAYS -> "whether it can be sold is a matter of its score.";
          case LOGIC ->
              "a defect of its logic kills it before that: it would not be sold, and is run as if"
                  + " its logic worked.";
        };
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
