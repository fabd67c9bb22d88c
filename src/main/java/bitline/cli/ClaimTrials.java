package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.chip.Chip;
import bitline.claim.Trial;
import bitline.compare.Simulated;
import bitline.explore.Together;
import bitline.graph.Graph;
import bitline.map.ActivationProducts;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.ArrayLayer;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.program.Wear;
import bitline.quant.Calibration;
import bitline.quant.Settings;
import bitline.silicon.AtNode;
import bitline.silicon.Factors;
import bitline.silicon.validate.Validation;
import bitline.sim.ExpectedActivity;
import bitline.sim.ValueStatistics;
import bitline.tensor.Tensor;
import bitline.time.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The networks of `claims` on our chips: quantised to 8 bits on noise (neither times nor counts
/// depend on ranges), mapped, played, estimated with the activity that usual statistics of values
/// give.
final class ClaimTrials {
  private static final String H30 = "houmo_h30_2023";
  private static final String METIS = "axelera_isscc_2024";
  private static final String FLASH = "fick_isscc_2022";

  /// Chips that claims are tested on.
  static final List<String> CHIPS = List.of(H30, METIS, FLASH);

  /// Metres of the process in which chips are drawn once more.
  private static final double FINE = 5e-9;

  /// 40 °C, as `estimate` has it.
  private static final double KELVIN = 313.15;

  /// A chip in a way.
  ///
  /// @param way see [Trial]; empty: as described
  /// @param batch pictures that it is handed at once; more than one: ResNet-50 alone, whose batch
  ///   its maker tells
  /// @param fitted whether it is estimated once more with factors that fit its published figures
  private record Try(String chip, String way, int batch, boolean fitted) {}

  private static final List<Try> TRIES =
      List.of(
          new Try(H30, "", 1, true),
          new Try(H30, "", 28, true),
          new Try(H30, Trial.FINE, 1, false),
          new Try(H30, Trial.FINE, 28, false),
          new Try(H30, Trial.PROMPT, 1, false),
          new Try(H30, Trial.ATTENTION, 1, false),
          new Try(METIS, "", 1, true),
          new Try(METIS, Trial.FINE, 1, false),
          new Try("hermes64_natel_2023", "", 1, false),
          new Try("jia_jssc_2020", "", 1, false),
          new Try(FLASH, "", 1, false),
          new Try(FLASH, Trial.ATTENTION, 1, false));

  private ClaimTrials() {}

  /// Runs the networks.
  static List<Trial> of(ClaimNetworks networks, Progress progress) {
    Map<String, Factors> fitted = new LinkedHashMap<>();
    for (Try one : TRIES) {
      if (one.fitted && !fitted.containsKey(one.chip)) {
        Factors own = Validation.fitted(Workbench.chip(one.chip));
        if (own != null) {
          fitted.put(one.chip, own);
        }
      }
    }
    List<Trial> out = new ArrayList<>();
    long done = 0;
    long all = (long) networks.graphs().size() * TRIES.size();
    for (Map.Entry<String, Graph> network : networks.graphs().entrySet()) {
      Graph graph = network.getValue();
      List<Map<String, Tensor>> noise = NoiseInput.of(graph);
      Graph quantised = Workbench.quantise(graph, settings(0), noise);
      Graph attention = Workbench.quantise(graph, settings(8), noise);
      for (Try one : TRIES) {
        progress.step(network.getKey() + " on " + one.chip, done++, all);
        if (one.batch > 1 && !network.getKey().equals(ClaimNetworks.RESNET50)) {
          continue;
        }
        Graph form = one.way.equals(Trial.ATTENTION) ? attention : quantised;
        out.addAll(run(network.getKey(), form, one, fitted));
      }
    }
    progress.step("networks on chips", all, all);
    return out;
  }

  /// As vendors deploy networks: 8 bits, integers alone between layers.
  ///
  /// @param attention bits of products of two activations; 0 leaves them in float, on vector units
  private static Settings settings(int attention) {
    return new Settings(
            8,
            8,
            false,
            Calibration.Method.MIN_MAX,
            0.9999,
            false,
            false,
            false,
            attention,
            false,
            List.of())
        .withIntegerShortcuts();
  }

  private static Chip chip(Try one) {
    Chip chip = Workbench.chip(one.chip);
    return switch (one.way) {
      case Trial.FINE -> AtNode.of(chip, FINE);
      case Trial.PROMPT ->
          chip.with(chip.networkOnChip(), chip.host(), Workbench.chip(METIS).control());
      default -> chip;
    };
  }

  /// A chip refuses when it is mapped to, or, where values find no room, when it is played.
  private static List<Trial> run(
      String network, Graph quantised, Try one, Map<String, Factors> fitted) {
    try {
      return ran(network, quantised, one, fitted);
    } catch (Problem refused) {
      return List.of(refused(network, one, List.of(refused.getMessage())));
    }
  }

  private static Trial refused(String network, Try one, List<String> reasons) {
    return new Trial(network, one.chip, one.way, one.batch, new Trial.Result.Refused(reasons));
  }

  private static List<Trial> ran(
      String network, Graph quantised, Try one, Map<String, Factors> fitted) {
    Chip chip = chip(one);
    Request request =
        one.way.equals(Trial.ATTENTION)
            ? Request.PLAIN.with(ActivationProducts.ARRAYS)
            : Request.PLAIN;
    Together.Choice choice =
        Together.fastest(
            one.batch,
            together ->
                Workbench.map(
                    quantised, chip, ClaimNetworks.inputs(network), request.ofBatch(together)));
    if (choice.mapping() instanceof Mapping.Infeasible(List<String> reasons)) {
      return List.of(refused(network, one, reasons));
    }
    Mapping.Mapped mapped = (Mapping.Mapped) choice.mapping();
    Program program = mapped.program();
    Timing timing = Timing.settled(program, choice.batch()).timing();
    List<Trial> out = new ArrayList<>();
    out.add(trial(network, one, one.way, mapped, choice.batch(), timing, Factors.BLIND));
    Factors own = fitted.get(one.chip);
    if (own != null && one.fitted) {
      out.add(trial(network, one, Trial.FITTED, mapped, choice.batch(), timing, own));
    }
    return out;
  }

  private static Trial trial(
      String network,
      Try one,
      String way,
      Mapping.Mapped mapped,
      Batch batch,
      Timing timing,
      Factors factors) {
    Program program = mapped.program();
    Simulated simulated =
        Simulated.of(
            program,
            ExpectedActivity.of(program, ValueStatistics.assumed(program)),
            batch,
            timing,
            KELVIN,
            factors);
    double macs = 0;
    double weights = 0;
    int intermediate = 0;
    for (ArrayLayer layer : program.layers()) {
      macs += layer.unrolling().macs();
      if (layer.written() == null) {
        weights += (double) layer.cells() / layer.coding().cellsPerWeight();
      } else {
        intermediate++;
      }
    }
    return new Trial(
        network,
        one.chip,
        way,
        one.batch,
        new Trial.Result.Ran(
            simulated,
            macs,
            weights,
            program.resident(),
            Wear.of(program, batch.together()).cells(),
            intermediate,
            mapped.onVectorUnit().size()));
  }
}
