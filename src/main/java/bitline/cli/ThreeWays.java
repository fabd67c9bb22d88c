package bitline.cli;

import bitline.Workbench;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.program.Program;
import bitline.report.Figure;
import bitline.sim.IdealCheck;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a network has the bits of the integer reference in each way of running that an SRAM chip
/// has room for: the weights are read out of the cells as they lie there when a segment works.
record ThreeWays(
    Graph quantised, Map<String, Shape> shapes, Map<String, Tensor> inputs, Kernels kernels) {
  private static final String CHIP = "houmo_h30_2023";
  private static final int BATCH = 4;

  Figure figure(String name) {
    List<String> equal = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Way way : List.of(Way.RESIDENT, Way.STREAMED, Way.BATCHED)) {
      Request request = Request.PLAIN.ofBatch(way == Way.BATCHED ? BATCH : 1).with(way);
      switch (Workbench.map(quantised, Workbench.chip(CHIP), shapes, request)) {
        case Mapping.Infeasible _ -> refused.add(way.word());
        case Mapping.Mapped(Program program, Map<String, String> _) -> {
          IdealCheck.Mismatch first = IdealCheck.check(program, kernels, inputs).first();
          if (first != null) {
            String where = way.word() + ": first at " + first.node() + "[" + first.index() + "]";
            return new Figure("ideal", name + ", three ways", "-", "all equal", false, where);
          }
          equal.add(way.word());
        }
      }
    }
    return new Figure(
        "ideal",
        name + ", three ways",
        String.join(", ", equal),
        "all equal",
        !equal.isEmpty(),
        refused.isEmpty() ? "" : "does not fit " + CHIP + ": " + String.join(", ", refused));
  }
}
