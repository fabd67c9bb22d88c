package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Chooses each layer's ADC range from the bitline sums that pictures cause, as a chip is trimmed
/// before it ships. The sums are those of a run that loses nothing; a sample of the vectors of each
/// layer and picture is watched. Where wires resist, the inputs are counted too: what wires take
/// depends on how many rows are on.
public final class AdcCalibration {
  private AdcCalibration() {}

  /// The program with the range that a rule finds for every layer that loses something.
  public static Program calibrate(
      Program program, Kernels kernels, List<Map<String, Tensor>> pictures, RangeRule rule) {
    Map<String, SumProbe> probes = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      if (!layer.lossless()) {
        probes.put(layer.node(), new SumProbe(layer));
      }
    }
    if (probes.isEmpty()) {
      return program;
    }
    List<ArrayLayer> lossless = program.layers().stream().map(layer -> layer.with(null)).toList();
    Simulator simulator =
        new Simulator(program.with(lossless), kernels, Simulator.Engine.FASTEST, probes);
    Map<String, RowsOn> counted = new TreeMap<>();
    if (program.chip().macro().wires() == null) {
      pictures.forEach(simulator::run);
    } else {
      for (Map<String, Tensor> picture : pictures) {
        simulator.run(
            picture,
            0,
            (node, out) -> {},
            (layer, x, zero, _) ->
                counted.computeIfAbsent(layer.node(), _ -> new RowsOn(layer.coding())).count(x));
      }
    }
    List<ArrayLayer> ranged = new ArrayList<>();
    for (ArrayLayer layer : program.layers()) {
      AdcRange range = layer.range();
      SumProbe probe = probes.get(layer.node());
      ranged.add(
          range == null || probe == null
              ? layer
              : layer.with(probe.best(range.codes(), range, rule)));
    }
    Map<String, Double> rowsOn = new HashMap<>();
    counted.forEach((node, rows) -> rowsOn.put(node, rows.share()));
    return program.with(ranged).withRowsOn(rowsOn);
  }
}
