package bitline.sim;

import bitline.base.InOrder;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Unrolling;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Re-estimates batch norms on one manufactured chip at its age (AdaBS of Joshi et al. 2020,
/// *Accurate deep neural network inference using computational phase-change memory*).
///
/// A batch norm makes of each channel of a convolution one of a mean and a spread that training
/// chose, by the mean and spread that the channel was found to have. On a chip it has others, and
/// finding them anew on some pictures brings the result back. Here batch norms have become part of
/// weights and biases, so that the same is done to the layer's result: each channel is scaled and
/// moved to the mean and standard deviation that it has on the same pictures where nothing is lost,
/// with ideal cells and exact sums. Labels are not needed. In the layer's scale and bias this costs
/// the chip nothing while it runs.
///
/// Layers are corrected in the network's order, all pictures together, so that each layer's inputs
/// are those that corrected layers give. Corrected are convolutions on manufactured arrays, in
/// front of which networks have their batch norms; a file does not tell which of them had one, as
/// those are mostly folded in before it is written. Not corrected are products of matrices, layers
/// whose result is an integer, and layers that no other on arrays follows, such as the heads of a
/// detector, which have no batch norm. A channel without spread on either side is moved only.
///
/// All pictures' values are in memory at once. What comes out is the same for any number of
/// threads.
public final class BatchNormEstimation {
  private final Program lossless;
  private final Kernels kernels;
  private final List<Map<String, Tensor>> pictures;
  private final int threads;
  private final Set<String> layers;
  private @Nullable Map<String, ChannelMoments> meant;

  /// @param program any of the network's, whatever its converters' ranges
  /// @param pictures inputs to find means and spreads on
  public BatchNormEstimation(
      Program program, Kernels kernels, List<Map<String, Tensor>> pictures, int threads) {
    lossless = program.with(program.layers().stream().map(layer -> layer.with(null)).toList());
    this.kernels = kernels;
    this.pictures = List.copyOf(pictures);
    this.threads = threads;
    layers = corrected(program);
  }

  /// The nodes of the layers that have a batch norm, as far as can be told.
  public Set<String> layers() {
    return layers;
  }

  /// How many pictures means and spreads are found on.
  public int pictures() {
    return pictures.size();
  }

  /// The chip under some conditions, with its batch norms re-estimated where the conditions'
  /// compensation says so.
  ///
  /// @param program of the same network; its layers without an ADC range are not corrected
  public Simulator simulator(Program program, Conditions conditions) {
    Simulator made = new Simulator(program, kernels, conditions);
    if (conditions.compensation() != Compensation.BATCH_NORM || conditions.effects().isEmpty()) {
      return made;
    }
    made.prepare(threads, Progress.SILENT);
    return made.rescaled(estimated(program, made));
  }

  /// The program with the scales and biases that bring the channels back.
  Program estimated(Program program, Simulator chip) {
    if (layers.isEmpty()) {
      throw new Problem(
          "there is no batch norm to re-estimate in "
              + program.graph().name()
              + ": no convolution that another layer on arrays follows; compensate by layer or column");
    }
    if (pictures.isEmpty()) {
      throw new IllegalStateException("batch norms cannot be re-estimated without pictures");
    }
    Set<String> open = new HashSet<>(layers);
    program.layers().stream().filter(l -> l.range() == null).forEach(l -> open.remove(l.node()));
    Map<String, ChannelMoments> aims = open.isEmpty() ? Map.of() : meant();
    Map<String, ArrayLayer> corrected = new HashMap<>();
    together(
        chip,
        program,
        open,
        (layer, found) -> {
          ChannelMoments aim = Objects.requireNonNull(aims.get(layer.node()));
          ArrayLayer better = corrected(layer, found, aim);
          corrected.put(layer.node(), better);
          return better;
        });
    return program.with(
        program.layers().stream().map(l -> corrected.getOrDefault(l.node(), l)).toList());
  }

  /// Means and spreads where nothing is lost.
  private synchronized Map<String, ChannelMoments> meant() {
    if (meant == null) {
      Map<String, ChannelMoments> known = new HashMap<>();
      together(
          new Simulator(lossless, kernels, Conditions.IDEAL),
          lossless,
          layers,
          (layer, found) -> {
            known.put(layer.node(), found);
            return layer;
          });
      meant = known;
    }
    return meant;
  }

  /// Is told what a layer's channels have and answers with the layer to go on with.
  @FunctionalInterface
  private interface Correction {
    ArrayLayer of(ArrayLayer layer, ChannelMoments found);
  }

  /// Takes all pictures through a chip, node by node, to the last of some layers. The chip's users
  /// number its readings from 0 up, these are numbered from −1 down: noise met here is met never
  /// again.
  private void together(Simulator chip, Program program, Set<String> asked, Correction correction) {
    Set<String> open = new HashSet<>(asked);
    Map<String, ArrayLayer> byNode = program.byNode();
    List<Simulator.Walk> walks = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      walks.add(chip.walk(pictures.get(i), -1L - i));
    }
    for (Node node : chip.nodes()) {
      if (open.isEmpty()) {
        return;
      }
      ArrayLayer layer = byNode.get(node.name());
      if (layer == null) {
        pass(walks, node, each(i -> walks.get(i).onVectorUnit(node)));
        continue;
      }
      List<LayerRun.Sums> sums = each(i -> walks.get(i).onArrays(layer, (_, _, _, _) -> {}));
      ArrayLayer then =
          open.remove(layer.node()) ? correction.of(layer, moments(layer, sums)) : layer;
      pass(walks, node, each(i -> List.of(sums.get(i).finished(then))));
    }
  }

  private static void pass(List<Simulator.Walk> walks, Node node, List<List<Tensor>> results) {
    for (int i = 0; i < walks.size(); i++) {
      walks.get(i).pass(node, results.get(i));
    }
  }

  private <T> List<T> each(IntFunction<T> work) {
    return InOrder.run(pictures.size(), threads, work);
  }

  /// Over all pictures, added up in their order.
  private ChannelMoments moments(ArrayLayer layer, List<LayerRun.Sums> sums) {
    int channels = Objects.requireNonNull(layer.scales()).length;
    ChannelMoments all = new ChannelMoments(0, new double[channels], new double[channels]);
    for (ChannelMoments one :
        each(i -> ChannelMoments.of(sums.get(i).sized(), channels, sums.get(i).finished(layer)))) {
      all = all.plus(one);
    }
    return all;
  }

  /// The layer whose channels have the mean and spread that are aimed at, given what they have.
  static ArrayLayer corrected(ArrayLayer layer, ChannelMoments has, ChannelMoments aim) {
    double[] scales = Objects.requireNonNull(layer.scales()).clone();
    float[] given = layer.biases();
    float[] biases = given == null ? new float[scales.length] : given.clone();
    for (int c = 0; c < scales.length; c++) {
      double spread = has.deviation(c);
      double wanted = aim.deviation(c);
      double gain = spread > 0 && wanted > 0 ? wanted / spread : 1;
      scales[c] *= gain;
      biases[c] = (float) (biases[c] * gain + (aim.means()[c] - gain * has.means()[c]));
    }
    return layer.scaled(scales, biases);
  }

  private static Set<String> corrected(Program program) {
    Set<String> last = last(program);
    return program.layers().stream()
        .filter(layer -> layer.scales() != null && !last.contains(layer.node()))
        .filter(layer -> !(layer.unrolling() instanceof Unrolling.Product))
        .map(ArrayLayer::node)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The layers from which a way leads to an output of the network past no other.
  private static Set<String> last(Program program) {
    Graph graph = program.graph();
    Map<String, Node> producers = graph.producers();
    Set<String> onArrays = program.byNode().keySet();
    Set<String> last = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    graph.outputs().forEach(port -> open.add(port.name()));
    while (!open.isEmpty()) {
      String value = open.remove();
      Node node = seen.add(value) ? producers.get(value) : null;
      if (node == null) {
        continue;
      }
      if (onArrays.contains(node.name())) {
        last.add(node.name());
        continue;
      }
      open.addAll(node.inputs());
      Graph.bodies(node.op()).forEach(body -> open.addAll(body.captured()));
    }
    return last;
  }
}
