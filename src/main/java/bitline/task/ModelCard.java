package bitline.task;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an ONNX file does not say about its network: what it is for, how a picture becomes its input, what its classes are
/// called. Read from YAML, see [CardFile] for the form and for where cards are looked for.
///
/// @param preprocess how pictures become inputs; null for networks that see no pictures
/// @param input the graph input that gets the picture (or the features); null for the first
/// @param zeroInputs further graph inputs that stay all zero, by name, with their shapes
/// @param classNames the classes' names in order; empty when unknown
/// @param sets the stored evaluation sets that fit this network, each with the figure of its float run, or NaN
/// @param source where the network and these facts come from
public record ModelCard(
    Task task,
    @Nullable Preprocess preprocess,
    @Nullable String input,
    Map<String, Shape> zeroInputs,
    List<String> classNames,
    Map<String, Double> sets,
    String source) {
  public ModelCard {
    zeroInputs = Collections.unmodifiableMap(new LinkedHashMap<>(zeroInputs));
    classNames = List.copyOf(classNames);
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
  }

  /// The name of a class: its name where one is known, else `class 7`; -1 is the background.
  public String className(int label) {
    if (label < 0) {
      return "background";
    }
    return label < classNames.size() ? classNames.get(label) : "class " + label;
  }

  /// This card with its input named as the graph has it; a [Problem] when graph and card do not fit each other.
  public ModelCard fittedTo(Graph graph) {
    List<Port> ports = graph.inputs();
    List<String> names = ports.stream().map(Port::name).toList();
    for (String zero : zeroInputs.keySet()) {
      known(zero, names, graph);
    }
    if (task instanceof Embed) {
      return this;
    }
    List<String> free = names.stream().filter(name -> !zeroInputs.containsKey(name)).toList();
    String chosen = input == null && !free.isEmpty() ? free.getFirst() : input;
    if (chosen == null) {
      throw new Problem("network '" + graph.name() + "' has no input that a picture could go to");
    }
    known(chosen, names, graph);
    if (preprocess != null) {
      checkShape(ports.get(names.indexOf(chosen)), preprocess);
    }
    return new ModelCard(task, preprocess, chosen, zeroInputs, classNames, sets, source);
  }

  private static void known(String name, List<String> names, Graph graph) {
    if (!names.contains(name)) {
      throw new Problem(
          "network '" + graph.name() + "' has no input '" + name + "', it has " + names + Spelling.hint(name, names));
    }
  }

  private static void checkShape(Port port, Preprocess preprocess) {
    List<String> sizes = port.sizes();
    if (sizes == null) {
      return;
    }
    int[] made = preprocess.shape().sizes();
    boolean fits = sizes.size() == made.length;
    for (int i = 0; fits && i < made.length; i++) {
      fits = !isNumber(sizes.get(i)) || sizes.get(i).equals(Integer.toString(made[i]));
    }
    if (!fits) {
      throw new Problem(
          "the preprocess makes " + preprocess.shape() + ", but the network's input '" + port.name() + "' is "
              + String.join("x", sizes) + "; set size, order or layout to match");
    }
  }

  private static boolean isNumber(String size) {
    return !size.isEmpty() && size.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The tensors by graph input name for a picture, and where the picture lies in them.
  EvaluationSet.Item prepare(Picture picture) {
    if (preprocess == null) {
      throw new Problem("the model card says no preprocess, so pictures cannot be given to this network");
    }
    Preprocess.Prepared prepared = preprocess.apply(picture);
    return new EvaluationSet.Item(picture.name(), inputs(prepared.input()), prepared.placement(), picture);
  }

  /// The tensors by graph input name for the main input's tensor.
  Map<String, Tensor> inputs(Tensor main) {
    if (input == null) {
      throw new IllegalStateException("the card is not fitted to a graph");
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put(input, main);
    zeroInputs.forEach((name, shape) -> inputs.put(name, Tensor.zeros(ElementType.FLOAT, shape)));
    return inputs;
  }

  /// The class a label file means by a word: its number, or a known class's name (case and `_` for space do not matter).
  int label(String word) {
    String plain = plain(word);
    for (int i = 0; i < classNames.size(); i++) {
      if (plain(classNames.get(i)).equals(plain)) {
        return i;
      }
    }
    try {
      return Integer.parseInt(word.strip());
    } catch (NumberFormatException e) {
      List<String> known = new ArrayList<>(classNames);
      throw new Problem("'" + word + "' is no class of this network" + Spelling.hint(word, known), e);
    }
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
