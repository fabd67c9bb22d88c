package bitline;

import bitline.base.Progress;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.graph.Graph;
import bitline.graph.eval.Interpreter;
import bitline.graph.pass.Passes;
import bitline.graph.pass.Pipeline;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.onnx.OnnxReader;
import bitline.program.Program;
import bitline.quant.Equalisation;
import bitline.quant.Quantiser;
import bitline.quant.Settings;
import bitline.sim.AdcCalibration;
import bitline.sim.RangeRule;
import bitline.sim.Simulator;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The library's door: load a network, quantise it, map it onto a chip, run it.
///
/// ```java
/// Graph network = Workbench.load(Path.of("models/signs_bitline.onnx"));
/// Graph quantised = Workbench.quantise(network, Settings.PLAIN, pictures);
/// Program program = Workbench.map(quantised, Workbench.chip("wan_nature_2022"));
/// program = Workbench.calibrate(program, pictures);
/// Map<String, Tensor> outputs = Workbench.run(program, pictures.getFirst()).outputs();
/// ```
///
/// A picture is a tensor for each input of the network, by name. Every method is a function of its
/// arguments: the same arguments give the same bits. Errors of the caller's are a
/// [bitline.base.Problem].
public final class Workbench {
  private static final Kernels KERNELS = KernelsProvider.best();

  private Workbench() {}

  /// Reads an ONNX file and simplifies it: constants folded, batch norms folded into the products
  /// before them, identities and dead nodes dropped. A network that is quantised already keeps its
  /// scales exactly.
  public static Graph load(Path onnx) {
    return simplify(OnnxReader.read(onnx).graph());
  }

  /// The general passes, in their order.
  public static Graph simplify(Graph graph) {
    return Pipeline.run(graph, Passes.GENERAL, Set.of(), () -> 0).graph();
  }

  /// The network with quantising steps around every product with constant weights; calibrated on
  /// the given pictures. One that has quantising steps is returned as it is.
  public static Graph quantise(
      Graph network, Settings settings, List<Map<String, Tensor>> pictures) {
    return quantise(network, settings, pictures, Progress.SILENT);
  }

  /// The same, with progress.
  public static Graph quantise(
      Graph network, Settings settings, List<Map<String, Tensor>> pictures, Progress progress) {
    if (Quantiser.isQuantised(network)) {
      return network;
    }
    return Quantiser.quantise(equalised(network, settings), settings, KERNELS, pictures, progress);
  }

  /// The float network that quantising steps are put into: where the settings ask for equalising,
  /// one that computes the same with other values inside. A comparison layer by layer is made with
  /// this one, and it is then quantised with [Settings#equalised].
  public static Graph equalised(Graph network, Settings settings) {
    return settings.equalise() && !Quantiser.isQuantised(network)
        ? Equalisation.apply(network)
        : network;
  }

  /// A chip by its name among those that come with Bitline, or by the path of its YAML file.
  public static Chip chip(String nameOrFile) {
    return Chips.find(nameOrFile);
  }

  /// The program of a quantised network for a chip, with input sizes as the file declares them (1
  /// for open ones).
  ///
  /// @throws DoesNotFit when the chip cannot run the network, with the reasons
  public static Program map(Graph quantised, Chip chip) {
    return switch (map(quantised, chip, Map.of(), 0)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible infeasible -> throw new DoesNotFit(infeasible.reasons());
    };
  }

  /// The same, with refusal as a value.
  ///
  /// @param inputs shapes of inputs to compile for
  /// @param adcBits resolution of the ADCs; 0 means the chip's own
  public static Mapping map(Graph quantised, Chip chip, Map<String, Shape> inputs, int adcBits) {
    return Mapper.map(quantised, chip, inputs, adcBits);
  }

  /// The same with a way of running, a batch or a plan of the caller's.
  public static Mapping map(
      Graph quantised, Chip chip, Map<String, Shape> inputs, Request request) {
    return Mapper.map(quantised, chip, inputs, request);
  }

  /// The program with each layer's ADC range fitted to the bitline sums that the pictures cause, by
  /// least squared error.
  public static Program calibrate(Program program, List<Map<String, Tensor>> pictures) {
    return calibrate(program, pictures, new RangeRule.LeastError());
  }

  /// The same by another rule.
  public static Program calibrate(
      Program program, List<Map<String, Tensor>> pictures, RangeRule rule) {
    return AdcCalibration.calibrate(program, KERNELS, pictures, rule);
  }

  /// Runs a program on one picture.
  public static Simulator.Result run(Program program, Map<String, Tensor> picture) {
    return new Simulator(program, KERNELS, Simulator.Engine.FASTEST).run(picture);
  }

  /// Runs a network in float (a quantised one with its quantising steps computed in float).
  public static Map<String, Tensor> runFloat(Graph network, Map<String, Tensor> picture) {
    return new Interpreter(KERNELS).run(network, new LinkedHashMap<>(picture));
  }

  /// A network does not run on a chip.
  public static final class DoesNotFit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> reasons;

    DoesNotFit(List<String> reasons) {
      super(String.join("; ", reasons));
      this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
      return reasons;
    }
  }
}
