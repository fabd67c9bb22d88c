package bitline.task;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.text.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an ONNX file does not say about its network: what it is for, how a picture becomes its
/// input, what its classes are called. A YAML file beside the network holds one; [ModelCards] finds
/// it. The keys are this record's components.
///
/// @param title one line for people
/// @param source where the network comes from
/// @param licence its licence, as an SPDX expression where there is one
/// @param task what it is for, with `kind`: [Classify], [Detect], [Segment], [LaneCurves],
///   [LaneMasks] or [Embed]
/// @param preprocess how pictures become inputs; absent for networks that see no pictures
/// @param input the graph input that gets the picture (or the features); the first where absent
/// @param zeroInputs further graph inputs that stay all zero, by name, with their sizes
/// @param classNames the classes' names in order
/// @param classList a list of names that the workbench knows ([ClassLists]), instead of
///   `classNames`
/// @param sets the stored evaluation sets ([StoredSets]) that fit this network, each with the score
///   of its float run in ONNX Runtime 1.22
/// @param remarks anything else worth telling, such as how it was trained
public record ModelCard(
    @Nullable String title,
    @Nullable String source,
    @Nullable String licence,
    Task task,
    @Nullable Preprocess preprocess,
    @Nullable String input,
    @Default("{}") Map<String, List<Integer>> zeroInputs,
    @Default("[]") List<String> classNames,
    @Nullable String classList,
    @Default("{}") Map<String, Double> sets,
    @Default("{}") Map<String, String> remarks) {
  public ModelCard {
    zeroInputs = Collections.unmodifiableMap(new LinkedHashMap<>(zeroInputs));
    for (List<Integer> sizes : zeroInputs.values()) {
      shape(sizes);
    }
    classNames = List.copyOf(classNames);
    if (classList != null && !classNames.isEmpty()) {
      throw new IllegalArgumentException("classList and classNames are both given; keep one");
    }
    if (classList != null && !ClassLists.words().contains(classList)) {
      throw new IllegalArgumentException(
          "classList '"
              + classList
              + "' is not known; there are "
              + ClassLists.words()
              + Spelling.hint(classList, ClassLists.words()));
    }
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    remarks = Collections.unmodifiableMap(new LinkedHashMap<>(remarks));
  }

  private static Shape shape(List<Integer> sizes) {
    if (sizes.stream().anyMatch(size -> size < 1 || size > 65536) || sizes.size() > 8) {
      throw new IllegalArgumentException(
          "zeroInputs need one to eight sizes from 1 to 65536, not " + sizes);
    }
    long elements =
        sizes.stream()
            .mapToLong(Integer::longValue)
            .reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
    if (elements > 1 << 26) {
      throw new IllegalArgumentException(
          "zeroInputs of " + sizes + " elements are larger than any network's");
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The classes' names in order; empty when unknown.
  public List<String> names() {
    return classList == null ? classNames : ClassLists.names(classList);
  }

  /// The name of a class: its name where one is known, else `class 7`; -1 is the background.
  public String className(int label) {
    List<String> names = names();
    if (label < 0) {
      return "background";
    }
    return label < names.size() ? names.get(label) : "class " + label;
  }

  /// This card with another way to make a picture fit.
  ModelCard withResize(Preprocess.Resize resize) {
    return preprocess == null ? this : with(preprocess.withResize(resize), input);
  }

  /// This card for a graph whose input is called so.
  ModelCard withInput(String name) {
    return with(preprocess, name);
  }

  private ModelCard with(@Nullable Preprocess otherPreprocess, @Nullable String otherInput) {
    return new ModelCard(
        title,
        source,
        licence,
        task,
        otherPreprocess,
        otherInput,
        zeroInputs,
        classNames,
        classList,
        sets,
        remarks);
  }

  /// This card with its input named as the graph has it; a [Problem] when graph and card do not fit
  /// each other.
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
    for (String name : free) {
      if (!name.equals(chosen)) {
        throw new Problem(
            "network '"
                + graph.name()
                + "' has a further input '"
                + name
                + "'; name it under zeroInputs of its model card");
      }
    }
    if (preprocess != null) {
      checkShape(ports.get(names.indexOf(chosen)), preprocess);
    }
    if (task instanceof Classify classify) {
      checkClasses(graph, classify);
    }
    return with(preprocess, chosen);
  }

  private static void known(String name, List<String> names, Graph graph) {
    if (!names.contains(name)) {
      throw new Problem(
          "network '"
              + graph.name()
              + "' has no input '"
              + name
              + "', it has "
              + names
              + Spelling.hint(name, names));
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
          "the preprocess makes "
              + preprocess.shape()
              + ", but the network's input '"
              + port.name()
              + "' is "
              + String.join("x", sizes)
              + "; set height, width, order or layout to match");
    }
  }

  /// With a name left out, every class after it would go by another's.
  private void checkClasses(Graph graph, Classify classify) {
    Port port =
        graph.outputs().stream()
            .filter(each -> classify.output() == null || each.name().equals(classify.output()))
            .findFirst()
            .orElse(null);
    List<String> sizes = port == null ? null : port.sizes();
    if (port == null || sizes == null || sizes.isEmpty() || names().isEmpty()) {
      return;
    }
    List<String> inner = sizes.size() == 1 ? sizes : sizes.subList(1, sizes.size());
    if (!inner.stream().allMatch(size -> isNumber(size) && size.length() < 7)) {
      return;
    }
    long outputs = inner.stream().mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
    if (outputs != names().size() + classify.labelOffset()) {
      throw new Problem(
          "the model card names "
              + names().size()
              + " classes"
              + (classify.labelOffset() == 0
                  ? ""
                  : " after a labelOffset of " + classify.labelOffset())
              + ", but the network's output '"
              + port.name()
              + "' holds "
              + outputs
              + " numbers; name every class in order, or none");
    }
  }

  private static boolean isNumber(String size) {
    return !size.isEmpty() && size.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// A picture as an input of the network.
  EvaluationSet.Item prepare(Picture picture) {
    if (preprocess == null) {
      throw new Problem(
          "the model card says no preprocess, so pictures cannot be given to this network");
    }
    Preprocess.Prepared prepared = preprocess.apply(picture);
    return new EvaluationSet.Item(
        picture.name(), inputs(prepared.input()), prepared.placement(), picture);
  }

  /// The tensors by graph input name, with `main` for the main input.
  Map<String, Tensor> inputs(Tensor main) {
    if (input == null) {
      throw new IllegalStateException("the card is not fitted to a graph");
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put(input, main);
    zeroInputs.forEach(
        (name, sizes) -> inputs.put(name, Tensor.zeros(ElementType.FLOAT, shape(sizes))));
    return inputs;
  }

  /// The class a label file means by a word: a known class's name (case and `_` for space do not
  /// matter), or its number.
  int label(String word) {
    List<String> names = names();
    String plain = plain(word);
    for (int i = 0; i < names.size(); i++) {
      if (plain(names.get(i)).equals(plain)) {
        return i;
      }
    }
    try {
      return Integer.parseInt(word.strip());
    } catch (NumberFormatException e) {
      throw new Problem(
          "'" + word + "' is no class of this network" + Spelling.hint(word, names), e);
    }
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
