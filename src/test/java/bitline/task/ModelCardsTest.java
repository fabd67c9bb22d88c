package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardsTest {
  @TempDir Path folder;

  private ModelCard card(String text) throws IOException {
    Path file = folder.resolve("net.yaml");
    Files.writeString(file, text);
    return ModelCards.read(file);
  }

  @Test
  void theTableOfKnownNetworksIsWhole() {
    List<ModelCards.Known> known = ModelCards.known();
    assertThat(known)
        .hasSizeGreaterThanOrEqualTo(22)
        .extracting(ModelCards.Known::sha256)
        .doesNotHaveDuplicates();
    for (ModelCards.Known each : known) {
      assertThat(each.card().source()).as(each.name()).isNotBlank();
      assertThat(StoredSets.names()).containsAll(each.card().sets().keySet());
    }
    for (String word : ClassLists.words()) {
      assertThat(ClassLists.names(word))
          .as(word)
          .doesNotHaveDuplicates()
          .allMatch(name -> !name.isBlank());
    }
    assertThat(ClassLists.names("coco80")).hasSize(80);
  }

  @Test
  void ourOwnNetworkHasItsCardBesideIt() {
    ModelCard card = ModelCards.find(Path.of("models", "signs_bitline.onnx"), null);
    assertThat(card.names()).hasSize(43);
    assertThat(card.className(14)).isEqualTo("stop");
    EvaluationSet set =
        EvaluationSet.folder(
            Path.of("examples", "signs"), Path.of("examples", "signs", "labels.csv"), card);
    assertThat(set.size()).isEqualTo(86);
  }

  @Test
  void aCardThatLeavesAClassOutIsRefused() throws IOException {
    String text =
        "task: {kind: classify, output: scores}\n"
            + "preprocess: {height: 4, width: 4, scale: 1}\n"
            + "classNames: [yield, stop]\n";
    Graph three = graph("3");
    assertThatThrownBy(() -> card(text).fittedTo(three))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "the model card names 2 classes, but the network's output 'scores' holds 3 numbers;"
                + " name every class in order, or none");
    assertThat(card(text).fittedTo(graph("2")).names()).hasSize(2);
    assertThat(card(text).fittedTo(graph("C")).names()).hasSize(2);
    String offset = text.replace("scores}", "scores, labelOffset: 1}");
    assertThat(card(offset).fittedTo(three).names()).hasSize(2);
  }

  private static Graph graph(String classes) {
    Port in = new Port("in", ElementType.FLOAT, List.of("1", "3", "4", "4"));
    Port scores = new Port("scores", ElementType.FLOAT, List.of("N", classes));
    return new Graph("net", List.of(in), List.of(scores), Map.of(), List.of());
  }

  @Test
  void readsACardWithDefaults() throws IOException {
    ModelCard card =
        card(
            "task: {kind: detect, decoder: {kind: yolox, strides: [8, 16]}}\npreprocess: {height: 4, width: 6, scale: 1}\n");
    assertThat(card.task()).isEqualTo(new Detect(new BoxDecoder.Yolox(List.of(8, 16)), 0.05, 0.45));
    Preprocess preprocess = card.preprocess();
    assertThat(preprocess)
        .isEqualTo(
            new Preprocess(
                4,
                6,
                Preprocess.Resize.STRETCH,
                0,
                Preprocess.Order.RGB,
                Preprocess.Layout.NCHW,
                1,
                List.of(0.0),
                List.of(1.0),
                114));
    assertThat(card.className(3)).isEqualTo("class 3");
    assertThat(card.className(-1)).isEqualTo("background");
  }

  @Test
  void mistakesAreToldAtTheirPlace() {
    assertThatThrownBy(() -> card("task: {kind: clasify}\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("net.yaml:1:14:")
        .hasMessageContaining("did you mean 'classify'?");
    assertThatThrownBy(() ->
            card("task: {kind: classify}\npreprocess: {height: 4, width: 4, scale: 1, std: [0]}\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("net.yaml:2:")
        .hasMessageContaining("std must not be 0");
    assertThatThrownBy(() -> card("task: {kind: classify}\nclassList: coco\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("classList 'coco' is not known")
        .hasMessageContaining("coco80");
  }

  @Test
  void aNetworkThatNobodyDescribesIsNotGuessed() throws IOException {
    Path model = folder.resolve("mystery.onnx");
    Files.writeString(model, "x");
    assertThatThrownBy(() -> ModelCards.find(model, null))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("mystery.yaml beside it")
        .hasMessageContaining("--preprocess");
    assertThatThrownBy(() -> ModelCards.find(folder.resolve("gone.onnx"), null))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void networksAreCalledByFileOrFolder() throws IOException {
    Path named = Files.writeString(folder.resolve("lanes.onnx"), "x");
    assertThat(ModelCards.name(named)).isEqualTo("lanes");
    Path plain =
        Files.writeString(
            Files.createDirectory(folder.resolve("mynet")).resolve("model.onnx"), "x");
    assertThat(ModelCards.name(plain)).isEqualTo("mynet");
  }

  private static Graph graph(Port... inputs) {
    return new Graph("net", List.of(inputs), List.of(), Map.of(), List.of());
  }

  @Test
  void cardAndGraphMustFit() throws IOException {
    ModelCard card = card("task: {kind: classify}\npreprocess: {height: 4, width: 6, scale: 1}\n");
    Port fits = new Port("image", ElementType.FLOAT, List.of("N", "3", "4", "6"));
    assertThat(card.fittedTo(graph(fits)).input()).isEqualTo("image");
    assertThatThrownBy(() ->
            card.fittedTo(graph(new Port("image", ElementType.FLOAT, List.of("1", "4", "6", "3")))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("makes 1x3x4x6, but the network's input 'image' is 1x4x6x3");
    assertThatThrownBy(() -> card.fittedTo(graph(fits, new Port("mask", ElementType.FLOAT, null))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("further input 'mask'");
    assertThatThrownBy(() -> card.fittedTo(graph()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no input");
    ModelCard named = card("task: {kind: classify}\ninput: imag\n");
    assertThatThrownBy(() -> named.fittedTo(graph(fits)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no input 'imag', it has [image]; did you mean 'image'?");
  }
}
