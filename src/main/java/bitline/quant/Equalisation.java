package bitline.quant;

import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cross-layer equalisation (Nagel et al. 2019): where a convolution feeds one other convolution
/// straight or through a ReLU, each channel is scaled down in the first and up in the second until
/// the ranges of both weights agree. The network computes the same in exact arithmetic; depthwise
/// networks quantise better. A clip at 6 between the two is not crossed, since scaling would move
/// it.
public final class Equalisation {
  private static final int ROUNDS = 20;

  private Equalisation() {}

  /// The network with evened ranges.
  public static Graph apply(Graph graph) {
    Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
    Map<String, List<Node>> readers = graph.readers();
    for (int round = 0; round < ROUNDS; round++) {
      for (Node first : graph.nodes()) {
        Node second = first.op() instanceof Linear.Conv ? follower(graph, readers, first) : null;
        if (second != null) {
          even(constants, readers, first, second);
        }
      }
    }
    return graph.with(constants, graph.nodes());
  }

  /// The only reader of a convolution, seen through a ReLU, when it is a convolution too.
  private static @Nullable Node follower(Graph graph, Map<String, List<Node>> readers, Node first) {
    Node node = first;
    for (int hop = 0; hop < 2; hop++) {
      String output = node.output();
      List<Node> next = readers.getOrDefault(output, List.of());
      if (next.size() != 1
          || graph.outputs().stream().anyMatch(port -> port.name().equals(output))) {
        return null;
      }
      node = next.getFirst();
      if (node.op() instanceof Linear.Conv) {
        return node.input(0).equals(output) ? node : null;
      }
      if (!(node.op() instanceof Elementwise.Relu)) {
        return null;
      }
    }
    return null;
  }

  private static void even(
      Map<String, Constant> constants, Map<String, List<Node>> readers, Node first, Node second) {
    Constant a = own(constants, readers, first.input(1));
    Constant b = own(constants, readers, second.input(1));
    Constant bias = first.hasInput(2) ? own(constants, readers, first.input(2)) : null;
    if (a == null
        || b == null
        || (first.hasInput(2) && bias == null)
        || !(second.op() instanceof Linear.Conv op)) {
      return;
    }
    int channels = a.shape().size(0);
    int perGroup = b.shape().size(1);
    if (channels != perGroup * op.group()) {
      return;
    }
    float[] wa = a.tensor().toFloats().clone();
    float[] wb = b.tensor().toFloats().clone();
    float[] ba = bias == null ? new float[0] : bias.tensor().toFloats().clone();
    int insideA = wa.length / channels;
    int outputs = b.shape().size(0);
    int places = b.shape().span(2, b.shape().rank());
    int groupOutputs = outputs / op.group();
    for (int c = 0; c < channels; c++) {
      float reachA = 0;
      for (int i = 0; i < insideA; i++) {
        reachA = Math.max(reachA, Math.abs(wa[c * insideA + i]));
      }
      float reachB = 0;
      int group = c / perGroup;
      for (int o = group * groupOutputs; o < (group + 1) * groupOutputs; o++) {
        for (int i = 0; i < places; i++) {
          reachB = Math.max(reachB, Math.abs(wb[(o * perGroup + c % perGroup) * places + i]));
        }
      }
      if (reachA == 0 || reachB == 0) {
        continue;
      }
      float down = reachA / (float) Math.sqrt((double) reachA * reachB);
      if (!(down > 1e-6f && down < 1e6f)) {
        continue;
      }
      for (int i = 0; i < insideA; i++) {
        wa[c * insideA + i] /= down;
      }
      if (ba.length > 0) {
        ba[c] /= down;
      }
      for (int o = group * groupOutputs; o < (group + 1) * groupOutputs; o++) {
        for (int i = 0; i < places; i++) {
          wb[(o * perGroup + c % perGroup) * places + i] *= down;
        }
      }
    }
    constants.put(first.input(1), Constant.of(Tensor.floats(a.shape(), wa)));
    constants.put(second.input(1), Constant.of(Tensor.floats(b.shape(), wb)));
    if (bias != null) {
      constants.put(first.input(2), Constant.of(Tensor.floats(bias.shape(), ba)));
    }
  }

  /// A float constant that one node alone reads, so that it may be changed.
  private static @Nullable Constant own(
      Map<String, Constant> constants, Map<String, List<Node>> readers, String name) {
    Constant constant = constants.get(name);
    boolean alone = readers.getOrDefault(name, List.of()).size() == 1;
    return constant != null && alone && constant.type() == ElementType.FLOAT ? constant : null;
  }
}
