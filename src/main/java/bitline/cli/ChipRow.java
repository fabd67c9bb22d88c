package bitline.cli;

import bitline.Workbench;
import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Adc;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Macro;
import bitline.chip.OperatingPoint;
import bitline.compare.Simulated;
import bitline.explore.Together;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.money.Block;
import bitline.money.Product;
import bitline.program.Activity;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.quant.Quantiser;
import bitline.report.CompareAnswer.Accuracy;
import bitline.report.CompareAnswer.Price;
import bitline.report.CompareAnswer.Row;
import bitline.report.CompareAnswer.Silicon;
import bitline.report.CompareText;
import bitline.silicon.Factors;
import bitline.sim.ExpectedActivity;
import bitline.sim.RangeRule;
import bitline.sim.Simulator;
import bitline.sim.ValueStatistics;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.text.Evidence;
import bitline.time.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chip of ours in a comparison: the widths in which it is fastest and right enough, simulated.
final class ChipRow {
  /// Of a chip at work; assumed, as `estimate` does.
  private static final double KELVIN = 313.15;

  /// Pictures on which is counted what arrays switch.
  private static final int COUNTED = 8;

  private final EqualWork work;
  private final Owning owning;

  /// Widths in which chips are compared, by name.
  private final Map<String, Widths> chosen = new HashMap<>();

  ChipRow(EqualWork work, Owning owning) {
    this.work = work;
    this.owning = owning;
  }

  private record Widths(int weights, int inputs) {
    String words() {
      return weights + " × " + inputs + " bits";
    }
  }

  /// A program of some widths, and how right it is.
  private record Tried(
      Widths widths,
      Program program,
      Together.Choice choice,
      Timing timing,
      @Nullable Accuracy accuracy) {}

  /// The chip's line of the table.
  Row of(Chip chip) {
    List<String> refused = List.of();
    List<String> missed = new ArrayList<>();
    Tried best = null;
    for (Widths widths : candidates(chip)) {
      Together.Choice choice = mapped(chip, widths);
      if (!(choice.mapping() instanceof Mapping.Mapped mapped)) {
        if (choice.mapping() instanceof Mapping.Infeasible(var reasons)) {
          refused = reasons;
        }
        continue;
      }
      Program program = ranged(mapped.program());
      Accuracy accuracy =
          work.onChip(program, "a simulated run with its converters, " + widths.words());
      Double floor = work.floor();
      if (floor != null && accuracy != null && accuracy.score() < floor) {
        missed.add(widths.words() + " " + CompareText.score(work.metric(), accuracy.score()));
        continue;
      }
      Timing timing = Timing.settled(program, choice.batch()).timing();
      if (best == null || timing.interval() < best.timing.interval()) {
        best = new Tried(widths, program, choice, timing, accuracy);
      }
      if (floor == null) {
        break;
      }
    }
    return best == null ? refusal(chip, refused, missed) : row(chip, best);
  }

  /// Widths that the chip may work in, the usual first: 8, 6 and 4 bits, and those of its operating
  /// points. A network that came quantised keeps its own.
  private List<Widths> candidates(Chip chip) {
    List<Widths> widths = new ArrayList<>();
    if (Quantiser.isQuantised(work.network().graph())) {
      return List.of(new Widths(8, 8));
    }
    for (int bits : new int[] {8, 6, 4}) {
      widths.add(new Widths(bits, bits));
    }
    for (OperatingPoint point : chip.operatingPoints()) {
      Widths own =
          new Widths(Math.clamp(point.weightBits(), 2, 8), Math.clamp(point.inputBits(), 2, 8));
      if (!widths.contains(own)) {
        widths.add(own);
      }
    }
    return widths;
  }

  /// With ranges of converters as the chip chooses them, where there are pictures to fit them to.
  private Program ranged(Program program) {
    Judged judged = work.judged();
    Adc adc = program.chip().adc();
    return judged == null || adc == null || adc.range() == Adc.RangePolicy.MAXIMUM
        ? program
        : Workbench.calibrate(program, judged.calibration(), RangeRule.of(adc.range(), adc));
  }

  private Row refusal(Chip chip, List<String> refused, List<String> missed) {
    List<String> reasons =
        missed.isEmpty()
            ? refused
            : List.of(
                "does not reach "
                    + CompareText.score(work.metric(), work.floor())
                    + ": "
                    + String.join(", ", missed));
    List<String> unknown = new ArrayList<>();
    Price cost = owning.cost(() -> Product.of(chip), unknown);
    return new Row(
        chip.name(),
        true,
        chip.title(),
        null,
        reasons,
        null,
        null,
        "",
        null,
        cost,
        null,
        silicon(chip, null),
        null,
        evidence(chip),
        unknown);
  }

  /// A chip drawn in another process, in the widths that its line of the table has.
  Simulated redrawn(Chip drawn) {
    Widths widths = chosen.get(drawn.name());
    if (widths == null) {
      throw new IllegalStateException(drawn.name() + " does not do the work");
    }
    Together.Choice choice = mapped(drawn, widths);
    if (!(choice.mapping() instanceof Mapping.Mapped mapped)) {
      throw new IllegalStateException(drawn.name() + " fits in its own process only");
    }
    Program program = ranged(mapped.program());
    return simulated(program, choice.batch(), Timing.settled(program, choice.batch()).timing());
  }

  private Together.Choice mapped(Chip chip, Widths widths) {
    Graph quantised = work.quantised(widths.weights, widths.inputs);
    return Together.fastest(
        work.batch(),
        n -> Workbench.map(quantised, chip, work.network().inputs(), Request.PLAIN.ofBatch(n)));
  }

  private Simulated simulated(Program program, Batch batch, Timing timing) {
    return Simulated.of(program, activity(program), batch, timing, KELVIN, Factors.BLIND);
  }

  private Row row(Chip chip, Tried best) {
    chosen.put(chip.name(), best.widths);
    Simulated simulated = simulated(best.program, best.choice.batch(), best.timing);
    List<String> unknown = new ArrayList<>();
    Price cost = owning.cost(() -> Product.of(chip), unknown);
    Double rated = chip.operatingPoint().power();
    if (rated != null) {
      unknown.add(
          "published are "
              + Units.format(rated, "W", 3)
              + " at the operating point "
              + chip.operatingPoint().name()
              + ", every array at work; what its description does not name is not in the joules"
              + " here");
    }
    double rate = simulated.outcome().rate();
    return new Row(
        chip.name(),
        true,
        chip.title(),
        simulated.outcome(),
        List.of(),
        simulated.joules(),
        peak(chip, best.widths),
        "the chip, the memory beside it and both ends of its link; not the host",
        null,
        cost,
        cost == null
            ? null
            : owning.millionPictures(
                chip.name(), cost.dollars(), simulated.joules().times(rate), rate),
        silicon(chip, area(chip, simulated.area())),
        best.accuracy,
        evidence(chip),
        unknown);
  }

  /// What the arrays switch: counted as the network runs on the first pictures, else expected of
  /// usual values.
  private ProgramActivity activity(Program program) {
    Judged judged = work.judged();
    if (judged == null) {
      return ExpectedActivity.of(program, ValueStatistics.assumed(program));
    }
    Simulator simulator = new Simulator(program, KernelsProvider.best(), Simulator.Engine.FASTEST);
    List<Map<String, Tensor>> pictures = judged.first(COUNTED);
    Map<String, Activity> counted = new LinkedHashMap<>();
    for (Map<String, Tensor> picture : pictures) {
      simulator
          .run(picture)
          .activity()
          .forEach((node, one) -> counted.computeIfAbsent(node, _ -> new Activity()).add(one));
    }
    return ProgramActivity.counted(program, counted, pictures.size());
  }

  /// Operations a second of all arrays, full and always busy.
  private static double peak(Chip chip, Widths widths) {
    Macro macro = chip.macro();
    Array array = chip.array();
    double macs = (double) chip.arrays() * array.inputRows() * macro.weightsPerRow(widths.weights);
    return 2 * macs / (macro.stepsPerVector(widths.inputs) * chip.operatingPoint().step());
  }

  /// Of the whole die, with pads, links and processors that a product needs; where prices do not
  /// tell what those take, of what is simulated.
  private static Interval area(Chip chip, Interval simulated) {
    try {
      return Product.of(chip).dies().stream()
          .flatMap(die -> die.blocks().stream())
          .map(Block::area)
          .reduce(Interval::plus)
          .orElse(simulated);
    } catch (Problem unknown) {
      return simulated;
    }
  }

  private static Silicon silicon(Chip chip, @Nullable Interval estimated) {
    String process = nanometres(chip.node()) + (chip.adc() == null ? "" : ", analog");
    return new Silicon(process, estimated, estimated == null ? "" : "estimated");
  }

  static String nanometres(double node) {
    return Math.round(node * 1e9) + " nm";
  }

  private static String evidence(Chip chip) {
    long published =
        chip.evidence().stream().filter(e -> e.kind() == Evidence.Kind.PUBLISHED).count();
    return published + " values published, " + (chip.evidence().size() - published) + " assumed";
  }
}
