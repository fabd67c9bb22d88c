package bitline.evaluate;

import bitline.graph.Graph;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.task.Score;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a chip's converters and each effect of its manufacture cost: in the whole network, and in
/// each layer while all others lose nothing.
///
/// Costs do not add up: errors of two effects may cancel, and a network may swallow a small one.
/// Hence each effect is asked twice, alone on top of the converters, and by leaving it out.
public final class ErrorBudget {
  /// Elements of outputs that are kept of each run, at most.
  private static final long KEPT = 1L << 25;

  private final Graph reference;
  private final Program program;
  private final Program lossless;
  private final Conditions conditions;
  private final ChipRuns runs;

  /// @param reference the network in float
  /// @param program with the chip's converters
  /// @param conditions of the chip with all effects that are asked
  public ErrorBudget(Graph reference, Program program, Conditions conditions, ChipRuns runs) {
    this.reference = reference;
    this.program = program;
    this.lossless = program.with(program.layers().stream().map(l -> l.with(null)).toList());
    this.conditions = conditions;
    this.runs = runs;
  }

  /// A chip of the budget.
  public enum Part {
    /// Ideal cells, converters that lose nothing.
    IDEAL,
    /// Ideal cells, the chip's converters.
    CONVERTERS,
    /// The converters and one effect.
    ALONE,
    /// The converters and all effects.
    ALL,
    /// All effects but one.
    ALL_BUT
  }

  /// What the whole network gave on one such chip.
  ///
  /// @param effect the one alone or left out; null for the other parts
  /// @param noise of the outputs against float
  /// @param changes whether it differs at all from the chip it is held against: an effect that the
  ///   chip's cells do not have changes nothing
  public record Whole(
      Part part, @Nullable Effect effect, Score score, Noise noise, boolean changes) {}

  /// The whole network on each such chip.
  ///
  /// @param rows ideal, converters, each effect alone, all, and where several effects act all but
  ///   each of those
  /// @param noiseInputs inputs that the noise was measured on
  public record Budget(Score onFloat, List<Whole> rows, int noiseInputs) {
    /// The effects that change anything.
    public Set<Effect> acting() {
      Set<Effect> acting = EnumSet.noneOf(Effect.class);
      for (Whole row : rows) {
        if (row.part == Part.ALONE && row.effect != null && row.changes) {
          acting.add(row.effect);
        }
      }
      return acting;
    }
  }

  /// What one layer alone does to the network's outputs, as error energy beside the energy of the
  /// outputs.
  ///
  /// @param converters by its converters alone
  /// @param effects by each effect that acts, beyond the converters
  /// @param all by converters and all effects
  public record OfLayer(
      String node, String operator, Noise converters, Map<Effect, Noise> effects, Noise all) {}

  /// The whole network.
  public Budget whole() {
    Set<Effect> effects = conditions.effects();
    runs.plan(4 + 2 * effects.size());
    int kept = kept();
    ChipRuns.Answered inFloat = runs.inFloat(reference, kept);
    Score onFloat = runs.score(inFloat.answers(), inFloat.answers());
    List<Whole> rows = new ArrayList<>();
    rows.add(row(Part.IDEAL, null, ideal(lossless, kept), inFloat, true));
    ChipRuns.Answered converters = ideal(program, kept);
    rows.add(row(Part.CONVERTERS, null, converters, inFloat, true));
    Set<Effect> acting = EnumSet.noneOf(Effect.class);
    for (Effect effect : EnumSet.allOf(Effect.class)) {
      if (effects.contains(effect)) {
        ChipRuns.Answered alone = made(program, conditions.with(Set.of(effect)), kept);
        boolean changes =
            ChipRuns.noise(converters.outputs(), alone.outputs()).error() > 0
                || !converters.answers().equals(alone.answers());
        if (changes) {
          acting.add(effect);
        }
        rows.add(row(Part.ALONE, effect, alone, inFloat, changes));
      }
    }
    rows.add(row(Part.ALL, null, made(program, conditions, kept), inFloat, true));
    if (acting.size() > 1) {
      for (Effect effect : acting) {
        Set<Effect> others = EnumSet.copyOf(effects);
        others.remove(effect);
        rows.add(
            row(Part.ALL_BUT, effect, made(program, conditions.with(others), kept), inFloat, true));
      }
    }
    return new Budget(onFloat, rows, kept);
  }

  /// As many inputs as can be kept the outputs of.
  private int kept() {
    long elements = 1;
    for (Tensor output : runs.first(1).inFloat(reference, 1).outputs().getFirst().values()) {
      elements += output.elements();
    }
    return (int) Math.clamp(KEPT / elements, 1, runs.inputs());
  }

  private Whole row(
      Part part,
      @Nullable Effect effect,
      ChipRuns.Answered got,
      ChipRuns.Answered inFloat,
      boolean changes) {
    return new Whole(
        part,
        effect,
        runs.score(got.answers(), inFloat.answers()),
        ChipRuns.noise(inFloat.outputs(), got.outputs()),
        changes);
  }

  private ChipRuns.Answered ideal(Program on, int kept) {
    return runs.onChip(ChipSample.ideal(on), kept);
  }

  private ChipRuns.Answered made(Program on, Conditions made, int kept) {
    return runs.onChip(new ChipSample(on, made), kept);
  }

  /// Each layer alone, over all inputs of the runs: the other layers are ideal and lose nothing.
  ///
  /// @param acting effects worth asking alone
  public List<OfLayer> layers(Set<Effect> acting) {
    runs.plan(1 + program.layers().size() * (2 + acting.size()));
    int kept = runs.inputs();
    List<Map<String, Tensor>> exact = ideal(lossless, kept).outputs();
    double signal = ChipRuns.noise(exact, exact).signal();
    List<OfLayer> layers = new ArrayList<>();
    for (ArrayLayer layer : program.layers()) {
      Program alone = alone(layer);
      Conditions only = conditions.onlyIn(layer.node());
      List<Map<String, Tensor>> converters = ideal(alone, kept).outputs();
      Map<Effect, Noise> effects = new EnumMap<>(Effect.class);
      for (Effect effect : acting) {
        effects.put(
            effect,
            caused(converters, made(alone, only.with(Set.of(effect)), kept).outputs(), signal));
      }
      // effects that change nothing alone may do so together: a sum is rounded once
      List<Map<String, Tensor>> all = made(alone, only, kept).outputs();
      layers.add(
          new OfLayer(
              layer.node(),
              layer.operator(),
              caused(exact, converters, signal),
              effects,
              caused(exact, all, signal)));
    }
    return layers;
  }

  private static Noise caused(
      List<Map<String, Tensor>> before, List<Map<String, Tensor>> after, double signal) {
    return new Noise(signal, ChipRuns.noise(before, after).error());
  }

  /// The program with one layer as it is and all others without loss.
  private Program alone(ArrayLayer layer) {
    return lossless.with(
        lossless.layers().stream().map(l -> l.node().equals(layer.node()) ? layer : l).toList());
  }
}
