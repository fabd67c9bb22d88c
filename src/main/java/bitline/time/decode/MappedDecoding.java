package bitline.time.decode;

import bitline.base.Problem;
import bitline.graph.Node;
import bitline.graph.causal.TokenPlan;
import bitline.program.ArrayLayer;
import bitline.program.Effort;
import bitline.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one token asks of a chip when a mapped network runs token by token: layers in arrays take
/// one vector, all else is work of the vector units.
public final class MappedDecoding {
  private MappedDecoding() {}

  /// Products of two activations are the vector units': a [Problem] for a program that writes keys
  /// or values into arrays.
  ///
  /// @param plan of the program's graph
  /// @param context tokens that attention looks at, this one counted
  public static Decoding of(TokenPlan plan, Program program, int context) {
    Map<String, ArrayLayer> layers = program.byNode();
    Map<String, ArrayLayer> vectorProducts = new HashMap<>();
    program.vectorProducts().forEach(product -> vectorProducts.put(product.node(), product));
    Set<String> onVectorUnit = new HashSet<>();
    program.vectorNodes().forEach(node -> onVectorUnit.add(node.name()));
    Set<String> kept = plan.kept();
    List<Decoding.Task> tasks = new ArrayList<>();
    for (TokenPlan.Cost cost : plan.costs(context)) {
      Node node = cost.node();
      ArrayLayer layer = layers.get(node.name());
      double finish = Effort.FINISH * cost.results();
      boolean works = onVectorUnit.contains(node.name()) && !Effort.free(node.op());
      if (cost.cacheBytes() > 0 && works) {
        tasks.add(new Decoding.Cached(node.name(), cost.cacheBytes()));
      }
      if (layer != null && layer.written() != null) {
        throw Problem.at(
            "node '" + node.name() + "'",
            "has keys or values in arrays; the time of that token by token is not told yet, map"
                + " products of activations to the vector unit");
      } else if (layer != null) {
        long columns = (long) layer.unrolling().groups() * layer.unrolling().columns();
        tasks.add(new Decoding.Product(node.name(), layer.unrolling().rows(), columns));
        tasks.add(new Decoding.Vector(node.name() + ", scaling", finish, false));
      } else if (vectorProducts.containsKey(node.name())) {
        tasks.add(new Decoding.Vector(node.name(), cost.macs() + finish));
      } else if (works) {
        double work = Effort.of(node, cost.results(), cost.operands(), cost.macs());
        tasks.add(new Decoding.Vector(node.name(), work));
      }
      for (String value : node.outputs()) {
        if (kept.contains(value)) {
          tasks.add(new Decoding.Appended(value, plan.cacheBytes(value)));
        }
      }
    }
    return new Decoding(
        program.graph().name(), context, program.resident(), List.of(new Decoding.Block(1, tasks)));
  }
}
