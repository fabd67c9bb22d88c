package bitline.cli;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.chip.Chip;
import bitline.compare.Baselines;
import bitline.compare.Machine;
import bitline.compare.Simulated;
import bitline.compare.TechnologyMix;
import bitline.report.CompareAnswer.Mix;
import bitline.report.CompareAnswer.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chip and accelerators drawn in the same processes, and what of the distance between the real
/// ones is process and what architecture.
///
/// @param mixes every architecture in every process
/// @param splits of the chip over each accelerator
/// @param unknown accelerators that could not be drawn elsewhere, and why
record Mixes(List<Mix> mixes, List<Split> splits, List<String> unknown) {
  /// Nothing was asked for.
  static final Mixes NONE = new Mixes(List.of(), List.of(), List.of());

  private static final List<TechnologyMix.Figure> FIGURES =
      List.of(
          TechnologyMix.Figure.RATE,
          TechnologyMix.Figure.PER_JOULE,
          TechnologyMix.Figure.PER_AREA,
          TechnologyMix.Figure.PER_DOLLAR);

  /// Draws and runs.
  ///
  /// @param rows that chose the widths of the chip
  /// @param format of accelerators; null: 8 bits, or the fastest there is
  static Mixes of(
      Chip chip,
      ChipRow rows,
      List<Accelerator> parts,
      EqualWork work,
      Owning owning,
      @Nullable Format format,
      Progress progress) {
    Map<Double, Simulated> drawn = new HashMap<>();
    List<Mix> mixes = new ArrayList<>();
    List<Split> splits = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Accelerator part : parts) {
      progress.step("drawing in other processes", parts.indexOf(part), parts.size());
      try {
        Machine machine = Baselines.of(part);
        TechnologyMix mix =
            TechnologyMix.of(
                chip,
                each -> drawn.computeIfAbsent(each.node(), _ -> rows.redrawn(each)),
                part,
                Baselines::of,
                work.workload(),
                work.batch(),
                MachineRow.format(machine, format),
                owning.terms());
        for (TechnologyMix.Entry entry : mix.entries()) {
          Mix one = mix(entry);
          // the chip comes up with every accelerator
          if (!mixes.contains(one)) {
            mixes.add(one);
          }
        }
        splits(chip, part, mix, splits);
      } catch (Problem problem) {
        unknown.add(part.name() + " is drawn in no other process: " + problem.getMessage());
      }
    }
    progress.step("drawing in other processes", parts.size(), parts.size());
    return new Mixes(mixes, splits, unknown);
  }

  private static Mix mix(TechnologyMix.Entry entry) {
    return new Mix(
        entry.architecture(),
        entry.node(),
        entry.own(),
        entry.rate(),
        entry.joules(),
        entry.area(),
        entry.dollars(),
        entry.limit());
  }

  /// Each in the drawn process that is nearest to its own.
  private static void splits(Chip chip, Accelerator part, TechnologyMix mix, List<Split> splits) {
    double ours = nearest(chip.node());
    double theirs =
        nearest(
            part.dies().stream()
                .map(Accelerator.Die::node)
                .filter(node -> node != null)
                .mapToDouble(node -> node)
                .min()
                .orElseThrow(() -> new Problem("its process is not told")));
    for (TechnologyMix.Figure figure : FIGURES) {
      TechnologyMix.Split split = mix.split(figure, part.name(), theirs, chip.name(), ours);
      if (split != null) {
        splits.add(
            new Split(
                words(figure),
                chip.name(),
                ours,
                part.name(),
                theirs,
                split.ratio(),
                split.process(),
                split.architecture(),
                split.interaction()));
      }
    }
  }

  /// As short as tables need it.
  private static String words(TechnologyMix.Figure figure) {
    return switch (figure) {
      case RATE -> "pictures/s";
      case PER_JOULE -> "pictures/J";
      case PER_AREA -> "pictures/s/mm²";
      case PER_DOLLAR -> "pictures/s/$";
    };
  }

  private static double nearest(double node) {
    double best = TechnologyMix.NODES.getFirst();
    for (double each : TechnologyMix.NODES) {
      if (Math.abs(StrictMath.log(each / node)) < Math.abs(StrictMath.log(best / node))) {
        best = each;
      }
    }
    return best;
  }
}
